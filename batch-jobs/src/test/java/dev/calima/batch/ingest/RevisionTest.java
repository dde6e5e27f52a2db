package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.load.FileOutcome;
import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.observation.QualityMerge;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of values that come again: A corrections, B two feeds of the same series, C any past moment, D a file with
 * itself, E twice and in any order, F the sums. Feed "monthly" is verified, "live" is not and compares numbers as rounded.
 */
class RevisionTest {

    private static final String MONTHLY = "madrid-air-hourly";
    private static final String LIVE = "live";

    /** All that a load leaves of values, but for times and keys that differ between two loads. */
    private static final String CONTENT = """
            SELECT md5(string_agg(concat_ws('/', s.code, r.parameter_id, day, flags, quality, values), ',' ORDER BY s.code, r.parameter_id, day))
            FROM calima.observation_day JOIN calima.series r USING (series_id) JOIN calima.station s USING (station_id)
            """;

    @TempDir
    Path folder;

    private BatchTestContext platform;
    private int files;

    @BeforeEach
    void start() throws Exception {
        platform = BatchTestContext.start(TestDatabase.create(), config(), folder);
        // Equal numbers all day are easy to read; the rules that would call them stuck are tried in QualityOrderTest.
        platform.database().execute("DELETE FROM calima.quality_threshold");
    }

    /** The shipped configuration and a second feed for the same stations. */
    private Path config() throws Exception {
        Path config = folder.resolve("config");
        try (Stream<Path> paths = Files.walk(BatchTestContext.SHIPPED_CONFIG)) {
            for (Path path :
                    paths.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                Path copy = config.resolve(
                        BatchTestContext.SHIPPED_CONFIG.relativize(path).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy);
            }
        }
        String monthly = Files.readString(config.resolve("feeds/" + MONTHLY + ".yaml"));
        Files.writeString(
                config.resolve("feeds/" + LIVE + ".yaml"),
                monthly.replace("feed: " + MONTHLY, "feed: " + LIVE)
                        .replace("verification: verified", "verification: not-verified"));
        Files.writeString(
                config.resolve("feeds/" + MONTHLY + ".yaml"),
                monthly.replace("parameter: no2, unit", "parameter: no2, same-when-rounded-to: 0, unit"));
        return config;
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void a01ACorrectionIsKeptWithWhatStoodThereBeforeAndTheLoadThatMadeIt() throws Exception {
        load(MONTHLY, day("10;V", Map.of()));
        LoadOutcome second = load(MONTHLY, day("10;V", Map.of(5, "55;V", 6, "10;N")));
        assertThat(rows("""
                        SELECT concat_ws(' ', to_char(period_start AT TIME ZONE 'UTC', 'MM-DD HH24'), old_value, new_value,
                          old_validity, new_validity, load_id = %d, f.file_name, p.file_name, changed_at > previous_at)
                        FROM calima.observation_revision v JOIN calima.raw_file f USING (raw_file_id)
                        JOIN calima.raw_file p ON p.raw_file_id = v.previous_raw_file_id ORDER BY period_start
                        """.formatted(second.loadId())))
                .containsExactly(
                        "01-15 03 10 55 1 1 t file-2.csv file-1.csv t",
                        "01-15 04 10 10 1 -1 t file-2.csv file-1.csv t");
        FileOutcome file = second.files().getFirst();
        assertThat(file.merged().valuesRevised()).isEqualTo(2);
        assertThat(file.merged().valuesUnchanged()).isEqualTo(22);
        assertThat(file.lines().revised()).isEqualTo(1);
    }

    @Test
    void a02ANewHourIsNoCorrectionButIsLogged() throws Exception {
        load(MONTHLY, new HourlyFile().day(4, 8, 2019, 1, 15, hour -> hour <= 3 ? "7;V" : ";N"));
        LoadOutcome second = load(MONTHLY, day("7;V", Map.of()));
        assertThat(value("SELECT count(*) FROM calima.observation_revision")).isEqualTo("0");
        assertThat(rows("""
                        SELECT (SELECT string_agg(b::text, ',' ORDER BY b) FROM generate_series(0, 23) b WHERE get_bit(added_steps, b) = 1)
                        FROM calima.observation_change ORDER BY day
                        """)).containsExactly("2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22");
        assertThat(second.files().getFirst().lines().loaded()).isEqualTo(1);
        assertThat(second.files().getFirst().merged().valuesInserted()).isEqualTo(21);
        assertThat(second.files().getFirst().merged().valuesUnchanged()).isEqualTo(3);
    }

    @Test
    void b01AVerifiedValueNeverGivesWayToOneThatIsNot() throws Exception {
        load(MONTHLY, day("10;V", Map.of()));
        String before = value("SELECT string_agg(concat_ws('/', ctid, xmin, d), '|') FROM calima.observation_day d");
        LoadOutcome live = load(LIVE, day("99;V", Map.of()));
        assertThat(value("SELECT string_agg(concat_ws('/', ctid, xmin, d), '|') FROM calima.observation_day d"))
                .as("not even written again")
                .isEqualTo(before);
        assertThat(live.files().getFirst().lines().unchanged()).isEqualTo(1);
        assertThat(live.files().getFirst().merged().valuesUnchanged()).isEqualTo(24);
    }

    @Test
    void b02TheSameValueVerifiedIsNoCorrectionButIsVerifiedFromThenOn() throws Exception {
        load(LIVE, day("10;V", Map.of(3, "30;V")));
        LoadOutcome monthly = load(MONTHLY, day("10;V", Map.of()));
        assertThat(rows("SELECT DISTINCT verification FROM calima.observation")).containsExactly("1");
        assertThat(
                        rows(
                                "SELECT concat_ws(' ', old_value, new_value, old_verification, new_verification) FROM calima.observation_revision"))
                .containsExactly("30 10 3 1");
        assertThat(monthly.files().getFirst().merged().valuesRevised()).isEqualTo(1);
        assertThat(monthly.files().getFirst().merged().valuesUnchanged()).isEqualTo(23);
        assertThat(value("SELECT sum(cardinality(steps)) FROM calima.observation_change"))
                .as("all that changes is logged, so that the past can be shown")
                .isEqualTo("24");
    }

    /** Stored number, published number, whether that is a correction when numbers are the same if they round to the same whole one. */
    @ParameterizedTest
    @CsvSource({
        "12.4, 12, no",
        "11.5, 12, no",
        "12.5, 12, no",
        "12.5, 13, no",
        "12.6, 12, yes",
        "12, 12.4, no",
        "12.4, 12.8, yes",
        "0.4, 0, no",
        "-0.4, 0, no",
        "-0.6, 0, yes",
        "250.3, 250, no",
        "250.3, 251, yes"
    })
    void b03ADifferenceOfRoundingOnlyIsNoCorrectionAndTheStoredNumberStays(
            String stored, String published, String correction) throws Exception {
        load(LIVE, day(stored + ";V", Map.of()));
        load(MONTHLY, day(published + ";V", Map.of()));
        boolean expected = correction.equals("yes");
        assertThat(value("SELECT count(*) FROM calima.observation_revision")).isEqualTo(expected ? "24" : "0");
        assertThat(Float.parseFloat(value("SELECT max(value) FROM calima.observation")))
                .isEqualTo(Float.parseFloat(expected ? published : stored));
        assertThat(value("SELECT max(verification) FROM calima.observation")).isEqualTo("1");
    }

    @Test
    void b04WhereTheFeedDoesNotSaySoEveryDifferenceIsACorrection() throws Exception {
        load(LIVE, day("12.4;V", Map.of()));
        load(LIVE, day("12;V", Map.of()));
        assertThat(value("SELECT count(*) FROM calima.observation_revision")).isEqualTo("24");
    }

    @Test
    void b05AJudgementIsLoggedAndIsNoCorrectionAndACorrectionBringsANewOne() throws Exception {
        load(MONTHLY, day("10;V", Map.of()));
        byte[] stuck = new byte[24];
        stuck[1] = 4;
        stuck[2] = 4;
        assertThat(judge(LocalDate.of(2019, 1, 15), stuck)).isEqualTo(1);
        assertThat(judge(LocalDate.of(2019, 1, 15), stuck)).as("said already").isZero();
        assertThat(value("SELECT count(*) FROM calima.observation WHERE value IS NULL"))
                .isEqualTo("2");
        load(MONTHLY, day("10;V", Map.of(3, "33;V")));
        assertThat(
                        rows(
                                "SELECT concat_ws(' ', to_char(period_start AT TIME ZONE 'UTC', 'HH24'), quality, coalesce(value::text, '-')) FROM calima.observation"
                                        + " WHERE period_start BETWEEN '2019-01-15 01:00Z' AND '2019-01-15 02:00Z' ORDER BY period_start"))
                .as("what lies beside a corrected number is judged anew")
                .containsExactly("01 0 33", "02 0 10");
        assertThat(value("SELECT count(*) FROM calima.observation_revision"))
                .as("a judgement is no correction")
                .isEqualTo("1");
    }

    @Test
    void c01AnyPastMomentIsShownAsItWas() throws Exception {
        List<HourlyFile> story = List.of(
                new HourlyFile().day(4, 8, 2019, 1, 15, hour -> hour <= 4 ? hour + ";V" : ";N"),
                new HourlyFile().day(4, 8, 2019, 1, 15, hour -> hour <= 9 ? hour + ";V" : ";N"),
                day("10;V", Map.of(3, "99999;V", 7, "8;N")),
                new HourlyFile().day(4, 8, 2019, 1, 16, hour -> "20;V"),
                day("10;V", Map.of(3, "30;V", 20, "21.5;V")));
        String shown =
                "SELECT coalesce(md5(string_agg(o::text, '|' ORDER BY period_start)), 'nothing') || count(*) FROM ";
        Map<String, String> seen = new LinkedHashMap<>();
        String begin = value("SELECT clock_timestamp()");
        for (int i = 0; i < story.size(); i++) {
            load(i < 2 ? LIVE : MONTHLY, story.get(i));
            if (i == 3) {
                judge(
                        LocalDate.of(2019, 1, 15),
                        new byte[] {0, 0, 0, 4, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0});
            }
            seen.put(value("SELECT clock_timestamp()"), value(shown + "calima.observation o"));
        }
        assertThat(seen.values().stream().distinct()).hasSize(story.size());
        String asOf = shown + "calima.observation_as_of(1, '2019-01-14', '2019-01-18', '%s') o";
        seen.forEach((moment, content) ->
                assertThat(value(asOf.formatted(moment))).as(moment).isEqualTo(content));
        assertThat(value(asOf.formatted(begin))).isEqualTo("nothing0");
        assertThat(value(asOf.formatted("infinity"))).isEqualTo(value(shown + "calima.observation o"));
        assertThat(value(
                        "SELECT string_agg(published_value::text, ' ' ORDER BY period_start) FROM calima.observation_as_of("
                                + "1, '2019-01-15 00:00Z', '2019-01-15 03:00Z', '"
                                + seen.keySet().iterator().next() + "')"))
                .isEqualTo("2 3 4");
    }

    @Test
    void c02WhatChangedSinceAMomentIsOneQueryForTheReader() throws Exception {
        load(MONTHLY, day("10;V", Map.of()));
        load(MONTHLY, day("10;V", Map.of(2, "1;V")));
        String moment = value("SELECT clock_timestamp()");
        load(MONTHLY, day("10;V", Map.of(2, "2;V", 3, "3;V")));
        try (Connection reader = platform.database().access(DatabaseRole.READER).connect();
                var statement = reader.createStatement();
                var row = statement.executeQuery(
                        "SELECT string_agg(old_value || '->' || new_value, ' ' ORDER BY period_start)"
                                + " FROM calima.observation_revision WHERE changed_at > '" + moment + "'")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("1->2 10->3");
        }
        assertThat(value("SELECT count(DISTINCT changed_at) FROM calima.observation_change"))
                .isEqualTo("2");
    }

    @Test
    void c03DaysThatAreNewOrChangedAreStaleAndNoOthers() throws Exception {
        load(MONTHLY, new HourlyFile().day(2019, 1, 31).day(2019, 2, 3));
        assertThat(stale()).containsExactly("2019-01-01 30,31", "2019-02-01 2,3");
        platform.database().execute("DELETE FROM calima.stale_days");
        load(
                MONTHLY,
                new HourlyFile()
                        .day(4, 8, 2019, 1, 31, hour -> (hour == 20 ? 7 : 100 + hour) + ";V")
                        .day(2019, 2, 3)
                        .line("# another file"));
        assertThat(stale()).containsExactly("2019-01-01 31");
    }

    /** Their changes are written together, and each of them can be seen. */
    @Test
    void c04ADayThatSeveralFilesOfALoadChangeShowsEachOfItsStates() throws Exception {
        IngestJob job = platform.get(IngestJob.class);
        for (List<String> numbers : List.of(List.of("10", "11", "12"), List.of("13", "14", "14", "15"))) {
            List<String> paths = new ArrayList<>();
            for (String number : numbers) {
                paths.add(write(day("7;V", Map.of(5, number + ";V")).line("# file " + files))
                        .toString());
            }
            job.load(MONTHLY, paths, false);
        }
        String chain =
                "SELECT concat_ws(' ', old_value, new_value, load_id, lag(changed_at) OVER (ORDER BY changed_at) = previous_at)"
                        + " FROM calima.observation_revision ORDER BY changed_at";
        assertThat(rows(chain)).containsExactly("10 11 1", "11 12 1 t", "12 13 2 t", "13 14 2 t", "14 15 2 t");
        assertThat(rows("""
                        SELECT (SELECT o.published_value FROM calima.observation_as_of(1, '2019-01-15 03:00Z', '2019-01-15 04:00Z', v.changed_at) o)
                          - v.new_value FROM calima.observation_revision v
                        """)).containsExactly("0", "0", "0", "0", "0");
        assertThat(value("SELECT max(value) || ' ' || count(*) FROM calima.observation"))
                .isEqualTo("15 24");
        assertThat(value("SELECT count(DISTINCT xmin::text) FROM calima.observation_change WHERE load_id = 2"))
                .as("transactions of the second load")
                .isEqualTo("1");
        assertThat(value("SELECT bool_and(updated_at = (SELECT max(changed_at) FROM calima.observation_change c"
                        + " WHERE c.day = d.day)) FROM calima.observation_day d WHERE day = '2019-01-15'"))
                .isEqualTo("t");
    }

    @Test
    void d01OfAFileThatContradictsItselfTheLastLineCountsAndTheOtherIsShown() throws Exception {
        String line = "28;079;4;8;28079004_8_8;2019;01;15";
        LoadOutcome outcome = load(
                MONTHLY,
                new HourlyFile()
                        .line(line + ";1;V;2;V" + ";7;V".repeat(22))
                        .day(4, 10, 2019, 1, 15, hour -> "5;V")
                        .line(line + ";1;V;2;V" + ";7;V".repeat(22))
                        .line(line + ";1;V;3;V" + ";7;V".repeat(22)));
        assertThat(value(
                        "SELECT string_agg(value::text, ' ' ORDER BY period_start) FROM calima.observation JOIN calima.series USING (series_id)"
                                + " WHERE parameter_id = 8 AND period_start < '2019-01-15 02:00Z'"))
                .isEqualTo("1 3 7");
        LoadReader.RejectedReading refused =
                platform.get(LoadReader.class).rejected(outcome.loadId(), 10).getFirst();
        assertThat(List.of(refused.line(), refused.code(), refused.field(), refused.rawText()))
                .containsExactly(
                        2L, "contradicts-itself", "2019-01-15T00:00:00Z", line + ";1;V;2;V" + ";7;V".repeat(22));
        assertThat(refused.reason()).contains("says 2.0").contains("line 5 says 3.0");
        FileOutcome file = outcome.files().getFirst();
        assertThat(List.of(
                        file.valuesRead(),
                        file.merged().valuesInserted(),
                        file.merged().valuesUnchanged(),
                        file.cellsRejected()))
                .containsExactly(96L, 48L, 47L, 1L);
        assertThat(List.of(file.lines().loaded(), file.lines().unchanged())).containsExactly(3L, 1L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3703})
    void d02ALineThatComesManyTimesCountsOnceWhateverItSaysInBetween(int copies) throws Exception {
        HourlyFile file = new HourlyFile();
        for (int copy = 1; copy <= copies; copy++) {
            String first = copy == copies ? "9;V" : (copy % 2) + ";V";
            file.day(4, 8, 2019, 1, 15, hour -> hour == 1 ? first : "7;V");
        }
        FileOutcome outcome = load(MONTHLY, file).files().getFirst();
        assertThat(value("SELECT count(*) || ' ' || min(value) || ' ' || max(value) FROM calima.observation"))
                .isEqualTo("24 7 9");
        assertThat(outcome.cellsRejected()).isEqualTo(copies - 1);
        assertThat(outcome.merged().valuesInserted()).isEqualTo(24);
        assertThat(outcome.merged().valuesUnchanged()).isEqualTo((copies - 1) * 23L);
    }

    @Test
    void e01LoadingEqualFilesAgainWritesNoRowAtAll() throws Exception {
        List<String> paths = samples();
        platform.get(IngestJob.class).load(MONTHLY, paths, false);
        String before = rowVersions();
        String changes = value("SELECT count(*) FROM calima.observation_change");
        platform.database().execute("DELETE FROM calima.stale_days");
        LoadOutcome again = platform.get(IngestJob.class).load(MONTHLY, paths.reversed(), true);
        assertThat(rowVersions()).as("no version of a row was left behind").isEqualTo(before);
        assertThat(value("SELECT count(*) FROM calima.observation_change")).isEqualTo(changes);
        assertThat(value("SELECT count(*) FROM calima.stale_days")).isEqualTo("0");
        assertThat(again.files()).allSatisfy(file -> {
            assertThat(file.lines().read())
                    .isEqualTo(file.lines().unchanged() + file.lines().ignored());
            assertThat(file.valuesRead()).isEqualTo(file.merged().valuesUnchanged());
        });
    }

    /** Where each row stands and which transaction wrote it: both change with any update, also with one that changes nothing. */
    private String rowVersions() {
        return value(
                "SELECT md5(string_agg(concat_ws('/', ctid, xmin), ',' ORDER BY series_id, day)) FROM calima.observation_day");
    }

    /** {@code -Dcalima.shuffles=50} makes it that many. */
    static LongStream shuffles() {
        return LongStream.rangeClosed(1, Long.getLong("calima.shuffles", 5));
    }

    @ParameterizedTest
    @MethodSource("shuffles")
    void e02TheSameLinesInAnyOrderOverAnyFilesLeaveTheSame(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int station : List.of(4, 8, 24)) {
            for (int day = 1; day <= 31; day++) {
                int start = random.nextInt(100);
                lines.add("28;079;%d;8;28079%03d_8_8;2019;03;%02d;".formatted(station, station, day)
                        + IntStream.range(0, 24)
                                .mapToObj(hour -> (start + hour) + (hour == 5 ? ";N" : ";V"))
                                .collect(Collectors.joining(";")));
            }
        }
        load(MONTHLY, file(lines));
        String expected = value(CONTENT);
        platform.close();
        platform = BatchTestContext.start(TestDatabase.create(), folder.resolve("config"), folder.resolve("other"));
        List<String> twice = new ArrayList<>(lines);
        twice.addAll(lines);
        Collections.shuffle(twice, random);
        List<String> paths = new ArrayList<>();
        for (int from = 0; from < twice.size(); ) {
            int to = Math.min(twice.size(), from + 1 + random.nextInt(60));
            paths.add(write(file(twice.subList(from, to))).toString());
            from = to;
        }
        platform.get(IngestJob.class).load(MONTHLY, paths, false);
        assertThat(value(CONTENT)).isEqualTo(expected);
        assertThat(value("SELECT count(*) FROM calima.observation_revision")).isEqualTo("0");
    }

    @Test
    void e03TwoFeedsAtOnceOverTheSameSeriesWaitForEachOther() throws Exception {
        List<String> verified = new ArrayList<>();
        List<String> live = new ArrayList<>();
        for (int day = 1; day <= 28; day++) {
            int date = day;
            verified.add(write(new HourlyFile()
                            .day(4, 8, 2019, 2, date, hour -> "50;V")
                            .day(8, 8, 2019, 2, date, hour -> "60;V"))
                    .toString());
            live.add(write(new HourlyFile()
                            .day(8, 8, 2019, 2, 29 - date, hour -> "1;V")
                            .day(4, 8, 2019, 2, 29 - date, hour -> "2;V"))
                    .toString());
        }
        IngestJob job = platform.get(IngestJob.class);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Callable<LoadOutcome> one = () -> job.load(MONTHLY, verified, false);
            Callable<LoadOutcome> other = () -> job.load(LIVE, live, false);
            for (var outcome : threads.invokeAll(List.of(one, other))) {
                assertThat(outcome.get().hasRejects()).isFalse();
            }
        }
        assertThat(
                        rows(
                                "SELECT concat_ws(' ', series_id, value, verification, count(*)) FROM calima.observation GROUP BY series_id, value, verification ORDER BY value"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).endsWith(" 1 672"));
    }

    /** Eight feeds of the same publisher, each with most of the files, in an order of its own. */
    @Test
    void e04EightLoadersAtOnceOverTheSameAndOverlappingFilesLeaveWhatOneLeaves() throws Exception {
        List<String> paths = new ArrayList<>();
        for (int day = 1; day <= 28; day++) {
            int first = day;
            List<String> lines = new ArrayList<>();
            for (int date = first; date <= Math.min(28, first + 2); date++) { // a day stands in up to three files
                for (int station : List.of(4, 8, 24)) {
                    lines.add("28;079;%d;8;x;2019;02;%02d".formatted(station, date)
                            + (";" + (station + date) + ";V").repeat(24));
                }
            }
            paths.add(write(file(lines)).toString());
        }
        platform.get(IngestJob.class).load(MONTHLY, paths, false);
        String alone = value(CONTENT);
        platform.close();
        Path config = folder.resolve("config");
        String monthly = Files.readString(config.resolve("feeds/" + MONTHLY + ".yaml"));
        List<String> feeds =
                IntStream.rangeClosed(1, 8).mapToObj(n -> "loader-" + n).toList();
        for (String feed : feeds) {
            Files.writeString(
                    config.resolve("feeds/" + feed + ".yaml"), monthly.replace("feed: " + MONTHLY, "feed: " + feed));
        }
        platform = BatchTestContext.start(TestDatabase.create(), config, folder.resolve("eight"));
        platform.database().execute("DELETE FROM calima.quality_threshold");
        IngestJob job = platform.get(IngestJob.class);
        try (ExecutorService threads = Executors.newFixedThreadPool(feeds.size())) {
            List<Callable<LoadOutcome>> loads = new ArrayList<>();
            for (String feed : feeds) {
                List<String> order = new ArrayList<>(paths);
                Collections.shuffle(order, new Random(feed.hashCode()));
                loads.add(() -> job.load(feed, order, false));
            }
            for (var outcome : threads.invokeAll(loads)) {
                assertThat(outcome.get().hasRejects()).isFalse();
            }
        }
        assertThat(value(CONTENT)).isEqualTo(alone);
        assertThat(value("SELECT count(*) FROM calima.observation_revision")).isEqualTo("0");
        assertThat(value("SELECT sum(values_inserted) FROM calima.load_file")).isEqualTo(String.valueOf(28 * 3 * 24));
    }

    @Test
    void f01LinesAndValuesAddUpForEverySampleAndForADamagedFile() throws Exception {
        List<String> paths = new ArrayList<>(samples());
        String good = "28;079;4;8;28079004_8_8;2019;01;15" + ";7;V".repeat(24);
        paths.add(write(new HourlyFile()
                        .line(good)
                        .line(good)
                        .line(good.replace(";7;V;7;V;7;V", ";7;V;8;V;7;X"))
                        .line(good.replace(";079;4;8", ";079;77;8"))
                        .line(good.replace(";2019;01;15", ";2019;02;30"))
                        .line(good.replace(";079;4;8;", ";079;99;8;"))
                        .line(good.replace(";7;V", ";siete;V"))
                        .line(good.replace(";7;V", ";;N"))
                        .line(good.replace("2019;01;15", "2019;03;31"))
                        .line("x".repeat(2_000_000))
                        .line(good.substring(0, 50)))
                .toString());
        LoadOutcome outcome = platform.get(IngestJob.class).load(MONTHLY, paths, false);
        for (FileOutcome file : outcome.files()) {
            assertThat(file.linesRead())
                    .as(file.name())
                    .isEqualTo(file.lines().loaded()
                            + file.lines().revised()
                            + file.lines().unchanged()
                            + file.lines().rejected()
                            + file.lines().ignored());
            assertThat(file.valuesRead())
                    .as(file.name())
                    .isEqualTo(file.merged().valuesInserted()
                            + file.merged().valuesRevised()
                            + file.merged().valuesUnchanged()
                            + file.cellsRejected());
        }
        FileOutcome damaged = outcome.files().getLast();
        assertThat(damaged.linesRead()).isEqualTo(11);
        assertThat(List.of(
                        damaged.lines().loaded(),
                        damaged.lines().revised(),
                        damaged.lines().unchanged(),
                        damaged.lines().rejected(),
                        damaged.lines().ignored()))
                .as(
                        "all days are among the samples: lines 1, 3 and 9 correct them, line 2 repeats line 1, line 8 says nothing")
                .containsExactly(0L, 3L, 2L, 5L, 1L);
        assertThat(
                        value(
                                "SELECT sum(lines_read) = sum(lines_loaded + lines_revised + lines_unchanged + lines_rejected + lines_ignored) FROM calima.load_file"))
                .isEqualTo("t");
    }

    private static List<String> samples() throws Exception {
        try (Stream<Path> paths =
                Files.list(BatchTestContext.SHIPPED_CONFIG.resolve("samples").resolve(MONTHLY))) {
            return paths.filter(path -> path.toString().endsWith(".csv.gz"))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    private List<String> stale() {
        return rows("""
                SELECT month || ' ' || (SELECT string_agg((d + 1)::text, ',' ORDER BY d) FROM generate_series(0, 30) d WHERE days >> d & 1 = 1)
                FROM calima.stale_days ORDER BY month
                """);
    }

    private int judge(LocalDate day, byte[] quality) throws Exception {
        try (Connection connection =
                platform.database().access(DatabaseRole.LOADER).connect()) {
            connection.setAutoCommit(false);
            int changed = QualityMerge.write(
                    connection, null, List.of(new QualityMerge.Judged(1, (int) day.toEpochDay(), quality)));
            connection.commit();
            return changed;
        }
    }

    /** A day of NO2 at station 4 in which every hour says the same, but for some. */
    private static HourlyFile day(String cell, Map<Integer, String> others) {
        return new HourlyFile().day(4, 8, 2019, 1, 15, hour -> others.getOrDefault(hour, cell));
    }

    private static HourlyFile file(List<String> lines) {
        HourlyFile file = new HourlyFile();
        lines.forEach(file::line);
        return file;
    }

    private Path write(HourlyFile file) throws Exception {
        return file.write(folder.resolve("file-" + ++files + ".csv"));
    }

    private LoadOutcome load(String feed, HourlyFile file) throws Exception {
        return platform.get(IngestJob.class).load(feed, List.of(write(file).toString()), false);
    }

    private String value(String query) {
        return platform.database().value(query);
    }

    private List<String> rows(String query) {
        String all = platform.database().value("SELECT string_agg(q.t::text, E'\\n') FROM (" + query + ") AS q (t)");
        return all.equals("null") ? List.of() : Arrays.asList(all.split("\n"));
    }
}
