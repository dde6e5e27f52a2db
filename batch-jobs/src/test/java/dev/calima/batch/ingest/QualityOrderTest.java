package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.sql.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However a series comes in, whole, in pieces in any order, hour by hour or corrected later, it ends with the same bits. The first
 * 900 hours of NO2 have a fault of each kind, across the edges of days, and of the pieces that they come in.
 */
class QualityOrderTest {

    private static final String FEED = "quality-order";
    private static final int HOURS = 900;
    private static final LocalDateTime FIRST = LocalDateTime.of(2019, 1, 1, 0, 0);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @TempDir
    Path folder;

    private Path config;
    private BatchTestContext platform;
    private int files;

    @BeforeEach
    void start() throws Exception {
        config = folder.resolve("config");
        Files.createDirectories(config.resolve("feeds"));
        Files.createDirectories(config.resolve("networks"));
        Files.createDirectories(config.resolve("training"));
        Files.copy(
                BatchTestContext.SHIPPED_CONFIG.resolve("training/default.yaml"),
                config.resolve("training/default.yaml"));
        Files.writeString(config.resolve("networks/here.yaml"), """
                network: here
                name: Here
                country: ES
                time-zone: UTC
                attribution: nobody
                licence: none
                stations:
                  - {code: "S1", name: "One", kind: traffic, latitude: 40, longitude: -3}
                """);
        Files.writeString(config.resolve("feeds/" + FEED + ".yaml"), """
                feed: %s
                title: Hours for a test
                format: long-csv
                network: here
                zone: UTC
                hour-label: beginning
                parameters:
                  "NO2": {parameter: no2, unit: µg/m³}
                options:
                  layout: long
                  time: {column: time}
                  station: station
                  parameter: parameter
                  value: value
                """.formatted(FEED));
        begin();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void wholeInPiecesInAnyOrderAndHourByHourGiveTheSameBits() throws Exception {
        float[] values = faulty();
        load(values, 0, HOURS);
        String whole = rows();
        assertThat(count(4)).as("stuck").isEqualTo("80");
        assertThat(count(8)).as("spikes").isEqualTo("3");
        assertThat(count(32)).as("another unit").isEqualTo("60");
        assertThat(pending()).isEqualTo("0");

        for (long seed = 1; seed <= 3; seed++) {
            begin();
            Random random = new Random(seed);
            List<int[]> pieces = pieces(random, seed == 1 ? 10 : 60);
            Collections.shuffle(pieces, random);
            for (int[] piece : pieces) {
                load(values, piece[0], piece[1]);
            }
            assertThat(rows()).as("shuffled with seed %d", seed).isEqualTo(whole);
            assertThat(pending()).isEqualTo("0");
        }

        begin();
        load(values, 0, 190);
        for (int hour = 190; hour < 290; hour++) {
            load(values, hour, hour + 1);
        }
        load(values, 290, HOURS);
        assertThat(rows()).as("hour by hour").isEqualTo(whole);
    }

    @Test
    void aCorrectionThatPartsARunTakesItsBitsAwayAndBackItBringsThemBack() throws Exception {
        float[] values = faulty();
        load(values, 0, HOURS);
        String whole = rows();
        float was = values[200];
        values[200] = was + 7; // the run of 40 hours from 180 on becomes two of 20 and 19
        load(values, 200, 201);
        assertThat(count(4)).isEqualTo("40");
        load(values, 0, HOURS);
        assertThat(count(4)).isEqualTo("40");
        values[200] = was;
        load(values, 200, 201);
        assertThat(rows()).isEqualTo(whole);
        assertThat(value("SELECT count(*) FROM calima.observation_change WHERE load_id IS NULL"))
                .as("looks at the quality are in the log of changes")
                .isNotEqualTo("0");
    }

    @Test
    void theSameFileAgainChangesNothing() throws Exception {
        float[] values = faulty();
        load(values, 0, HOURS);
        String before = value("SELECT string_agg(d::text, '|' ORDER BY day) FROM calima.observation_day d");
        load(values, 0, HOURS);
        assertThat(value("SELECT string_agg(d::text, '|' ORDER BY day) FROM calima.observation_day d"))
                .isEqualTo(before);
        assertThat(value("SELECT count(*) FROM calima.observation_change")).isEqualTo("0");
    }

    /** A usual course with two runs of 40 equal hours, three spikes, and 60 hours in ppm. */
    private static float[] faulty() {
        float[] values = new float[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            values[hour] = Math.round(50 + 30 * Math.sin(2 * Math.PI * hour / 24) + (hour * 7) % 11);
        }
        for (int hour = 180; hour < 220; hour++) {
            values[hour] = 47;
            values[hour + 500] = 33;
        }
        values[120] = 900; // the first hour of a day
        values[263] = 900; // the last one of a day
        values[500] = 0;
        for (int hour = 330; hour < 390; hour++) {
            values[hour] = values[hour] / 1880;
        }
        return values;
    }

    private static List<int[]> pieces(Random random, int longest) {
        List<int[]> pieces = new ArrayList<>();
        int from = 0;
        while (from < HOURS) {
            int end = Math.min(HOURS, from + 1 + random.nextInt(longest * 2));
            pieces.add(new int[] {from, end});
            from = end;
        }
        return pieces;
    }

    private void begin() {
        if (platform != null) {
            platform.close();
        }
        platform = BatchTestContext.start(TestDatabase.create(), config, folder);
    }

    private void load(float[] values, int from, int end) throws Exception {
        StringBuilder text = new StringBuilder("time,station,parameter,value\n");
        for (int hour = from; hour < end; hour++) {
            text.append(STAMP.format(FIRST.plusHours(hour)))
                    .append(",S1,NO2,")
                    .append(values[hour])
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("piece-" + files++ + ".csv"), text);
        platform.get(IngestJob.class).load(FEED, List.of(file.toString()), true);
    }

    private String rows() {
        return value("SELECT string_agg(concat_ws(' ', day, flags, quality, values), '|' ORDER BY day)"
                + " FROM calima.observation_day");
    }

    private String count(int bit) {
        return value("SELECT count(*) FROM calima.observation WHERE quality & " + bit + " <> 0");
    }

    private String pending() {
        return value("SELECT count(*) FROM calima.quality_pending");
    }

    private String value(String query) {
        return platform.database().value(query);
    }
}
