package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.Control;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.ingest.load.FileOutcome;
import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.ledger.Lease;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseRole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The load as a textbook: A one clean file, B the clock changes, C what is marked or refused, D files that are no good,
 * E twice and again.
 */
class IngestTest {

    private static final String FEED = "madrid-air-hourly";

    @TempDir
    Path folder;

    private BatchTestContext platform;

    @BeforeEach
    void start() {
        platform = BatchTestContext.start(TestDatabase.create(), BatchTestContext.SHIPPED_CONFIG, folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void a01HourOneOfAWinterDayBeginsAtElevenAtNightUtc() throws Exception {
        load(new HourlyFile().day(2019, 1, 15));
        assertThat(
                        value(
                                "SELECT min(period_start AT TIME ZONE 'UTC') || ' ' || max(period_end AT TIME ZONE 'UTC') || ' ' || count(*) FROM calima.observation"))
                .isEqualTo("2019-01-14 23:00:00 2019-01-15 23:00:00 24");
        assertThat(valueAt("2019-01-14 23:00")).isEqualTo("101");
        assertThat(valueAt("2019-01-15 22:00")).isEqualTo("124");
    }

    @Test
    void a02HourOneOfASummerDayBeginsAtTenAtNightUtc() throws Exception {
        load(new HourlyFile().day(2018, 7, 1));
        assertThat(valueAt("2018-06-30 22:00")).isEqualTo("101");
        assertThat(valueAt("2018-07-01 21:00")).isEqualTo("124");
    }

    @Test
    void a03PaddedUnpaddedAndFractionalNumbersAreRead() throws Exception {
        List<String> cells = List.of("00012;V", "12;V", "01.36;V", "-3;V", "52.24;V", "0;V");
        load(new HourlyFile().day(4, 8, 2019, 1, 15, hour -> hour <= 6 ? cells.get(hour - 1) : "00000;N"));
        assertThat(
                        value(
                                "SELECT string_agg(published_value::text, ' ' ORDER BY period_start) FROM calima.observation WHERE validity = 1"))
                .isEqualTo("12 12 1.36 -3 52.24 0");
    }

    @Test
    void a04StationParameterAndAttributionComeFromTheConfiguration() throws Exception {
        load(new HourlyFile().day(8, 6, 2019, 1, 15, hour -> "0.4;V"));
        assertThat(value("""
                        SELECT concat_ws('|', n.code, s.code, s.name, s.kind, p.code, p.unit, r.step_minutes)
                        FROM calima.series r JOIN calima.station s USING (station_id) JOIN calima.network n USING (network_id)
                        JOIN calima.parameter p USING (parameter_id)
                        """)).isEqualTo("madrid|28079008|Escuelas Aguirre|traffic|co|mg/m³|60");
    }

    @Test
    void b01TheHourThatSpringLeavesOutIsLeftOut() throws Exception {
        LoadOutcome outcome =
                load(new HourlyFile().day(4, 8, 2019, 3, 31, hour -> hour == 3 ? "00000;N" : (100 + hour) + ";V"));
        assertThat(value("SELECT count(*) FROM calima.observation")).isEqualTo("23");
        assertThat(valueAt("2019-03-31 00:00"))
                .as("H02 is 01:00 to 02:00 winter time")
                .isEqualTo("102");
        assertThat(valueAt("2019-03-31 01:00"))
                .as("H04 is 03:00 to 04:00 summer time")
                .isEqualTo("104");
        assertThat(outcome.hasRejects()).isFalse();
    }

    @Test
    void b02AValidValueForTheHourThatSpringLeavesOutIsRefusedAlone() throws Exception {
        LoadOutcome outcome = load(new HourlyFile().day(2011, 3, 27));
        assertThat(outcome.rejectedByCode()).containsOnly(java.util.Map.entry("hour-does-not-exist", 1));
        assertThat(rejected().getFirst().field()).isEqualTo("H03");
        assertThat(value("SELECT count(value) FROM calima.observation")).isEqualTo("23");
    }

    @Test
    void b03TheRepeatedHourOfAutumnIsTakenAsTheFirstAndFlagged() throws Exception {
        load(new HourlyFile().day(2018, 10, 28));
        assertThat(value("SELECT count(value) FROM calima.observation")).isEqualTo("24");
        assertThat(valueAt("2018-10-28 00:00")).as("H03 as 02:00 summer time").isEqualTo("103");
        assertThat(value("SELECT flag FROM calima.observation WHERE period_start = '2018-10-28 00:00Z'"))
                .isEqualTo("25");
        assertThat(value("SELECT count(*) FROM calima.observation WHERE period_start = '2018-10-28 01:00Z'"))
                .as("the second one was never published")
                .isEqualTo("0");
        assertThat(valueAt("2018-10-28 02:00")).as("H04 as 03:00 winter time").isEqualTo("104");
    }

    @Test
    void c01ANotValidValueIsKeptButNotUsable() throws Exception {
        load(new HourlyFile().day(4, 8, 2019, 1, 15, hour -> hour == 5 ? "13424;N" : "7;V"));
        assertThat(
                        value(
                                "SELECT published_value || ' ' || flag || ' ' || (value IS NULL) FROM calima.observation WHERE period_start = '2019-01-15 03:00Z'"))
                .isEqualTo("13424 85 true");
    }

    @Test
    void c02AValidButImpossibleValueIsKeptButNotUsable() throws Exception {
        load(new HourlyFile().day(4, 8, 2019, 1, 15, hour -> hour == 5 ? "99999;V" : "7;V"));
        assertThat(
                        value(
                                "SELECT published_value || ' ' || flag || ' ' || (value IS NULL) FROM calima.observation WHERE period_start = '2019-01-15 03:00Z'"))
                .isEqualTo("99999 209 true");
    }

    @Test
    void c03AFlagNeverSeenRefusesItsValueOnly() throws Exception {
        LoadOutcome outcome = load(new HourlyFile().day(4, 8, 2019, 1, 15, hour -> hour == 5 ? "44;X" : "7;V"));
        assertThat(value("SELECT count(*) FROM calima.observation")).isEqualTo("23");
        LoadReader.RejectedReading rejected = rejected().getFirst();
        assertThat(rejected.line()).isEqualTo(2);
        assertThat(rejected.field()).isEqualTo("H05");
        assertThat(rejected.code()).isEqualTo("unknown-flag");
        assertThat(rejected.reason()).contains("'X'").contains("known are V");
        assertThat(rejected.rawText())
                .startsWith("28;079;4;8;28079004_8_8;2019;01;15;7;V")
                .contains(";44;X;");
        assertThat(outcome.files().getFirst().cellsRejected()).isEqualTo(1);
    }

    @Test
    void c04ALineThatCannotBeBelievedIsKeptWithItsReasonAndTheOthersLoad() throws Exception {
        String good = "28;079;4;8;28079004_8_8;2019;01;15" + ";7;V".repeat(24);
        Path file = new HourlyFile()
                .line(good)
                .line(good.replace(";079;4;8", ";079;77;8"))
                .line(good.replace(";079;4;8;", ";079;4;99;"))
                .line(good.replace(";2019;01;15", ";2019;02;30"))
                .line(good.replace(";2019;01;15", ";2099;01;15"))
                .line(good.replace(";2019;01;15", ";2019;ene;15"))
                .line(good.substring(0, 60))
                .line(good + ";1;V")
                .line("x".repeat(2_000_000))
                .line(good.replace(";7;V", ";siete;V"))
                .write(folder.resolve("file.csv"));
        platform.get(IngestJob.class).load(FEED, List.of(file.toString()), false, 1.0);
        assertThat(rejected().stream().filter(one -> one.field().isEmpty()).map(one -> one.line() + " " + one.code()))
                .containsExactly(
                        "3 unknown-station",
                        "4 unknown-parameter",
                        "5 impossible-date",
                        "6 date-out-of-range",
                        "7 not-a-number",
                        "8 wrong-number-of-columns",
                        "9 wrong-number-of-columns",
                        "10 line-too-long");
        assertThat(rejected().stream().filter(one -> one.line() == 11)).hasSize(24);
        assertThat(
                        value(
                                "SELECT count(*) || ' ' || min(published_value) || ' ' || max(published_value) FROM calima.observation"))
                .isEqualTo("24 7 7");
    }

    @Test
    void c05TheMeanOfTheNetworkIsNoStation() throws Exception {
        LoadOutcome outcome = load(new HourlyFile().day(2019, 1, 15).day(99, 8, 2019, 1, 15, hour -> "50;V"));
        assertThat(outcome.hasRejects()).isFalse();
        assertThat(outcome.files().getFirst().linesIgnored()).isEqualTo(1);
        assertThat(value("SELECT count(*) FROM calima.station WHERE code LIKE '%099'"))
                .isEqualTo("0");
        assertThat(value("SELECT count(*) FROM calima.series")).isEqualTo("1");
    }

    @Test
    void d01FilesThatAreNoGoodAreRefusedWithTheReasonAndTheGoodOnesLoad() throws Exception {
        Path good = new HourlyFile().day(2019, 1, 15).write(folder.resolve("a-good.csv"));
        Path packed = new HourlyFile().day(2019, 1, 16).writeGzip(folder.resolve("b-whole.csv.gz"));
        byte[] whole = Files.readAllBytes(packed);
        Path cut = Files.write(folder.resolve("c-cut.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
        Path empty = Files.createFile(folder.resolve("d-empty.csv"));
        Path other = Files.writeString(folder.resolve("e-other.csv"), "date;value\n2019-01-01;3\n");
        LoadOutcome outcome = load(good, packed, cut, empty, other);
        assertThat(outcome.files().stream().map(IngestTest::inWords))
                .containsExactly(
                        "a-good.csv loaded",
                        "b-whole.csv.gz loaded",
                        "c-cut.csv.gz damaged",
                        "d-empty.csv empty",
                        "e-other.csv not the format");
        assertThat(value("SELECT count(*) FROM calima.observation")).isEqualTo("48");
    }

    @Test
    void d02PathsThatLeadNowhereAreToldApart() throws Exception {
        Files.createDirectory(folder.resolve("nothing"));
        assertThatThrownBy(() -> load(folder.resolve("nothing")))
                .isInstanceOf(NothingFoundException.class)
                .hasMessageContaining("holds no files");
        assertThatThrownBy(() -> load(folder.resolve("missing.csv")))
                .hasMessageContaining("there is no file or folder");
        assertThatThrownBy(() -> load(folder.resolve("*.zip"))).hasMessageContaining("no file matches");
        assertThatThrownBy(() -> platform.get(IngestJob.class).load("madird", List.of("x"), false))
                .isInstanceOf(UnknownFeedException.class)
                .hasMessageContaining("madrid-air-hourly");
    }

    @Test
    void d03FoldersAndGlobsFindFiles() throws Exception {
        Path year = Files.createDirectories(folder.resolve("in/2019"));
        new HourlyFile().day(2019, 1, 15).write(year.resolve("ene_mo19.csv"));
        new HourlyFile().day(2019, 2, 15).write(year.resolve("feb_mo19.csv"));
        assertThat(load(folder.resolve("in")).files()).hasSize(2);
        assertThat(load(folder.resolve("in/*/feb*.csv")).files()).hasSize(1);
    }

    @Test
    void d04WindowsLineEndsAByteOrderMarkAndNoLastNewlineAreRead() throws Exception {
        String text = "\uFEFF" + HourlyFile.HEADER + "\r\n28;079;4;8;28079004_8_8;2019;01;15" + ";7;V".repeat(24);
        Path file = Files.write(folder.resolve("windows.csv"), text.getBytes(StandardCharsets.UTF_8));
        LoadOutcome outcome = load(file);
        assertThat(outcome.hasRejects()).isFalse();
        assertThat(value("SELECT count(published_value) FROM calima.observation"))
                .isEqualTo("24");
    }

    @Test
    void e01TheSameFilesAgainAreNothingToDo() throws Exception {
        Path file = new HourlyFile().day(2019, 1, 15).write(folder.resolve("f.csv"));
        load(file);
        String before = platform.database().value("SELECT string_agg(d::text, '|') FROM calima.observation_day d");
        LoadOutcome again = load(file);
        assertThat(again.alreadyLoaded()).isTrue();
        LoadOutcome forced = platform.get(IngestJob.class).load(FEED, List.of(file.toString()), true);
        assertThat(forced.alreadyLoaded()).isFalse();
        assertThat(forced.files().getFirst().merged().rowsUnchanged()).isEqualTo(2);
        assertThat(forced.files().getFirst().merged().rowsRevised()).isZero();
        assertThat(platform.database().value("SELECT string_agg(d::text, '|') FROM calima.observation_day d"))
                .as("not even the time of change")
                .isEqualTo(before);
    }

    @Test
    void e02ACorrectedFileChangesExactlyWhatItCorrects() throws Exception {
        load(new HourlyFile().day(2019, 1, 15).day(2019, 1, 16).write(folder.resolve("first.csv")));
        LoadOutcome outcome = load(new HourlyFile()
                .day(4, 8, 2019, 1, 15, hour -> hour == 12 ? "55;V" : hour == 13 ? "113;N" : (100 + hour) + ";V")
                .day(2019, 1, 16)
                .write(folder.resolve("second.csv")));
        FileOutcome file = outcome.files().getFirst();
        assertThat(file.merged().valuesRevised()).isEqualTo(2);
        assertThat(file.merged().valuesInserted()).isZero();
        assertThat(file.merged().rowsRevised()).isEqualTo(1);
        assertThat(valueAt("2019-01-15 10:00")).isEqualTo("55");
        assertThat(value("SELECT value IS NULL FROM calima.observation WHERE period_start = '2019-01-15 11:00Z'"))
                .isEqualTo("t");
    }

    @Test
    void e03WhileOneLoadsAFeedAnotherIsToldWho() throws Exception {
        Path file = new HourlyFile().day(2019, 1, 15).write(folder.resolve("f.csv"));
        try (Lease held = Lease.take(platform.database().access(DatabaseRole.LOADER), "load/" + FEED)) {
            assertThat(held.epoch()).isPositive();
            assertThatThrownBy(() -> load(file))
                    .isInstanceOf(HeldElsewhereException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        assertThat(load(file).hasRejects()).isFalse();
    }

    @Test
    void e04ALoadGoesOnByItsNumberWithoutItsFiles() throws Exception {
        Path file = new HourlyFile().day(2019, 1, 15).write(folder.resolve("f.csv"));
        long load = load(file).loadId();
        Files.delete(file);
        IngestJob job = platform.get(IngestJob.class);
        LoadOutcome gone =
                job.resume(FEED, load, null, new Control(platform.get(Progress.class), platform.get(StopSignal.class)));
        assertThat(gone.alreadyLoaded()).isTrue();
        assertThat(gone.loadId()).isEqualTo(load);
    }

    private static String inWords(FileOutcome file) {
        String problem = file.problem();
        String state = problem == null
                ? "loaded"
                : problem.contains("damaged") ? "damaged" : problem.contains("empty") ? "empty" : "not the format";
        assertThat(problem == null || problem.contains("fetch it") || problem.contains("check that"))
                .as("says what to do: " + problem)
                .isTrue();
        return file.name() + " " + state;
    }

    private LoadOutcome load(HourlyFile file) throws Exception {
        return load(file.write(folder.resolve("file.csv")));
    }

    private LoadOutcome load(Path... files) throws Exception {
        return platform.get(IngestJob.class)
                .load(FEED, Arrays.stream(files).map(Path::toString).toList(), false);
    }

    private List<LoadReader.RejectedReading> rejected() {
        return platform.get(LoadReader.class).rejected(0, 1000);
    }

    private String valueAt(String utc) {
        return value("SELECT value FROM calima.observation WHERE period_start = '" + utc + "Z'");
    }

    private String value(String query) {
        return platform.database().value(query);
    }
}
