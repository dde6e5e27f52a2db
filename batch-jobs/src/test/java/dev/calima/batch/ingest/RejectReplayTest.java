package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.ingest.load.LoadReader.RejectedReading;
import dev.calima.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refused lines come back: mended by hand, or as they were after the configuration was corrected. */
class RejectReplayTest {

    private static final String FEED = "madrid-air-hourly";
    private static final String GOOD = "28;079;4;8;28079004_8_8;2019;01;15" + ";7;V".repeat(24);

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();
    private BatchTestContext platform;

    @BeforeEach
    void start() {
        platform = BatchTestContext.start(database, BatchTestContext.SHIPPED_CONFIG, folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void aMendedLineIsLoadedAndItsRefusalIsSettled() throws Exception {
        load(new HourlyFile().day(2019, 1, 14).line(GOOD.replace(";2019;01;15", ";2019;13;15")));
        RejectedReading refused = open().getFirst();
        LoadOutcome outcome = replay(new MendedLine(List.of(refused.id()), GOOD));
        assertThat(outcome.files().getFirst().merged().valuesInserted()).isEqualTo(24);
        assertThat(open()).isEmpty();
        assertThat(database.value("SELECT state || ' ' || replayed_load_id FROM calima.rejected_reading"))
                .isEqualTo("replayed " + outcome.loadId());
        assertThat(database.value("SELECT count(*) FROM calima.observation WHERE published_value = 7"))
                .isEqualTo("24");
        assertThat(
                        database.value(
                                "SELECT source FROM calima.raw_file WHERE raw_file_id = (SELECT max(raw_file_id) FROM calima.raw_file)"))
                .as("each value tells where it came from")
                .startsWith("refused lines of file.csv");
    }

    @Test
    void aMendedValueBringsItselfOnlyAndNoOldNeighbours() throws Exception {
        load(new HourlyFile()
                .day(4, 8, 2019, 1, 14, hour -> "9;V")
                .day(4, 8, 2019, 1, 15, hour -> hour == 5 ? "sieben;V" : "7;V"));
        load(new HourlyFile().day(4, 8, 2019, 1, 15, hour -> hour == 5 ? "0;N" : hour == 6 ? "60;V" : "7;V"));
        RejectedReading refused = open().getFirst();
        assertThat(refused.field()).isEqualTo("H05");
        replay(new MendedLine(List.of(refused.id()), refused.rawText().replace("sieben", "50")));
        assertThat(at("2019-01-15 03:00")).isEqualTo("50");
        assertThat(at("2019-01-15 04:00"))
                .as("hour 6 was corrected after the line was refused, and stays corrected")
                .isEqualTo("60");
    }

    @Test
    void whatIsStillWrongIsRefusedAnewAndSaysSo() throws Exception {
        load(new HourlyFile().day(2019, 1, 14).line(GOOD.replace(";2019;01;15", ";2019;13;15")));
        long id = open().getFirst().id();
        replay(new MendedLine(List.of(id), GOOD.replace(";2019;01;15", ";2019;14;15")));
        List<RejectedReading> left = open();
        assertThat(left).hasSize(1);
        assertThat(left.getFirst().id()).isNotEqualTo(id);
        assertThat(left.getFirst().rawText()).contains(";2019;14;15");
    }

    @Test
    void afterTheStationIsAddedToTheNetworkTheLinesLoadAsTheyWere() throws Exception {
        load(new HourlyFile().day(2019, 1, 14).line(GOOD.replace(";079;4;8;", ";079;77;8;")));
        platform.close();
        platform = BatchTestContext.start(database, withStation77(), folder);
        LoadOutcome outcome = only(platform.get(RejectReplay.class).replay(RejectReplay.asTheyAre(open())));
        assertThat(outcome.hasRejects()).isFalse();
        assertThat(open()).isEmpty();
        assertThat(
                        database.value(
                                "SELECT count(*) FROM calima.observation JOIN calima.series USING (series_id) JOIN calima.station USING (station_id) WHERE code = '28079077'"))
                .isEqualTo("24");
    }

    @Test
    void withNothingChangedNothingHappens() throws Exception {
        load(new HourlyFile().day(2019, 1, 14).line(GOOD.replace(";2019;01;15", ";2019;13;15")));
        platform.get(RejectReplay.class).replay(RejectReplay.asTheyAre(open()));
        assertThat(open()).as("still one open refusal").hasSize(1);
    }

    @Test
    void aTextThatIsNotOneLineAnyMoreAndAnUnknownNumberAreRefused() throws Exception {
        load(new HourlyFile().day(2019, 1, 14).line(GOOD.replace(";2019;01;15", ";2019;13;15")));
        long id = open().getFirst().id();
        assertThatThrownBy(() -> replay(new MendedLine(List.of(id), GOOD + "\n" + GOOD)))
                .isInstanceOf(UnknownRejectsException.class)
                .hasMessageContaining("read as 2");
        assertThatThrownBy(() -> replay(new MendedLine(List.of(4711L), GOOD)))
                .isInstanceOf(UnknownRejectsException.class)
                .hasMessageContaining("4711");
        assertThat(open()).hasSize(1);
    }

    private Path withStation77() throws IOException {
        Path config = folder.resolve("config");
        try (Stream<Path> files = Files.walk(BatchTestContext.SHIPPED_CONFIG)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                Path copy = config.resolve(
                        BatchTestContext.SHIPPED_CONFIG.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path network = config.resolve("networks").resolve("madrid.yaml");
        Files.writeString(
                network,
                Files.readString(network).stripTrailing()
                        + "\n  - {code: \"28079077\", name: Nueva, kind: traffic, latitude: 40.4, longitude: -3.7}\n");
        return config;
    }

    private void load(HourlyFile file) throws Exception {
        Path path = file.write(folder.resolve("file.csv"));
        platform.get(IngestJob.class).load(FEED, List.of(path.toString()), false);
    }

    private LoadOutcome replay(MendedLine line) throws Exception {
        return only(platform.get(RejectReplay.class).replay(List.of(line)));
    }

    private static LoadOutcome only(Map<String, LoadOutcome> outcomes) {
        assertThat(outcomes).containsOnlyKeys(FEED);
        return outcomes.values().iterator().next();
    }

    private List<RejectedReading> open() {
        return platform.get(LoadReader.class).rejected(0, 100);
    }

    private String at(String utc) {
        return database.value("SELECT value FROM calima.observation WHERE period_start = '" + utc + "Z'");
    }
}
