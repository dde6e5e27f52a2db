package dev.calima.batch.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.backfill.plan.BackfillPlan;
import dev.calima.batch.backfill.plan.BackfillWish;
import dev.calima.batch.backfill.plan.Cell;
import dev.calima.batch.backfill.plan.Origin;
import dev.calima.batch.backfill.plan.PlanRefusedException;
import dev.calima.batch.backfill.plan.PlannedPartition;
import dev.calima.batch.backfill.plan.Planner;
import dev.calima.batch.backfill.plan.Reprocess;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.load.FileOutcome;
import dev.calima.sql.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backfill would do, against what loads of the same published files really do. */
class PlanTest {

    private static final String FEED = "madrid-air-hourly";
    private static final Path SAMPLES =
            BatchTestContext.SHIPPED_CONFIG.resolve("samples").resolve(FEED);
    // midnights of Madrid
    private static final Instant NOVEMBER = Instant.parse("2018-10-31T23:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2019-01-31T23:00:00Z");
    private static final Instant APRIL = Instant.parse("2019-03-31T22:00:00Z");
    private static final Instant OCTOBER = Instant.parse("2018-09-30T22:00:00Z");

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
    void rowsBytesAndTimeAreWhatALoadThenNeeds() throws Exception {
        BackfillPlan before = plan(OCTOBER, APRIL, Reprocess.NONE);
        assertThat(before.partitions())
                .extracting(PlannedPartition::name)
                .containsExactly("2018-10", "2018-11", "2018-12", "2019-01", "2019-02", "2019-03");
        assertThat(before.seconds()).as("nothing was ever loaded").isNull();
        assertThat(before.partitions()).extracting(one -> one.found().state()).containsOnly(Cell.State.MISSING_BY_US);
        long bytes = 0;
        for (PlannedPartition one : before.partitions()) {
            bytes += Files.size(Path.of(one.files().getFirst().address()));
        }
        assertThat(before.bytes()).isEqualTo(bytes);
        assertThat(platform.database().value("SELECT count(*) FROM calima.raw_file"))
                .as("a plan keeps nothing")
                .isEqualTo("0");
        assertThat(folder.resolve("landing").resolve(FEED)).doesNotExist();

        platform.get(IngestJob.class)
                .load(FEED, List.of(SAMPLES.resolve("oct_mo18.csv.gz").toString()), false);
        platform.get(IngestJob.class)
                .load(FEED, List.of(SAMPLES.resolve("nov_mo18.csv.gz").toString()), false);
        BackfillPlan after = plan(OCTOBER, APRIL, Reprocess.NONE);
        assertThat(after.partitions().subList(0, 2))
                .extracting(PlannedPartition::skipped)
                .containsOnly("it was loaded before");
        assertThat(after.partitions().getFirst().found().state())
                .as("aggregates are not computed yet")
                .isEqualTo(Cell.State.STALE);
        assertThat(after.selected()).hasSize(4);
        long start = System.nanoTime();
        var loaded = platform.get(IngestJob.class)
                .load(
                        FEED,
                        after.selected().stream()
                                .map(one -> one.files().getFirst().address())
                                .toList(),
                        false);
        double seconds = (System.nanoTime() - start) / 1e9;
        long lines = loaded.files().stream().mapToLong(FileOutcome::linesRead).sum();
        assertThat(after.lines()).isBetween(lines * 8 / 10, lines * 12 / 10);
        assertThat(after.lines()).as("whole files are counted exactly").isEqualTo(lines);
        long values = loaded.files().stream().mapToLong(FileOutcome::valuesRead).sum();
        assertThat(after.values()).as("but for the hour that spring leaves out").isBetween(values, values + 200);
        assertThat(after.seconds()).as("seconds; the machine may be busy").isBetween(seconds / 10, seconds * 10);
        assertThat(plan(OCTOBER, APRIL, Reprocess.NONE).selected()).isEmpty();
        assertThat(plan(OCTOBER, APRIL, Reprocess.ALL).selected()).hasSize(6);
        assertThat(plan(OCTOBER, APRIL, Reprocess.FAILED).selected()).isEmpty();
        assertThat(plan(OCTOBER, APRIL, Reprocess.MISSING).selected()).isEmpty();
    }

    @Test
    void onlyTheMonthsOfTheRangeAreRead() throws Exception {
        assertThat(plan(NOVEMBER, FEBRUARY, Reprocess.NONE).partitions())
                .extracting(PlannedPartition::name)
                .containsExactly("2018-11", "2018-12", "2019-01");
        PlannedPartition half = plan(
                        Instant.parse("2018-11-15T00:00:00Z"), Instant.parse("2018-11-20T00:00:00Z"), Reprocess.NONE)
                .partitions()
                .getFirst();
        assertThat(half.files().getFirst().isWhole())
                .as("only some of its lines are wanted")
                .isFalse();
        assertThatThrownBy(() -> plan(
                        Instant.parse("2011-01-01T00:00:00Z"), Instant.parse("2012-01-01T00:00:00Z"), Reprocess.NONE))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("none of the 6 files");
        assertThatThrownBy(() -> plan(FEBRUARY, NOVEMBER, Reprocess.NONE)).hasMessageContaining("the range is empty");
    }

    @Test
    void theMonthsInAnArchiveArePartitions() throws Exception {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            for (String name : List.of("nov_mo18.csv.gz", "dic_mo18.csv.gz")) {
                out.putNextEntry(new ZipEntry("Anio2018/" + name));
                out.write(Files.readAllBytes(SAMPLES.resolve(name)));
            }
        }
        Path archive = Files.write(folder.resolve("Anio2018.zip"), zip.toByteArray());
        BackfillPlan plan = plan(wish(OCTOBER, APRIL, Reprocess.NONE, List.of(archive.toString())));
        assertThat(plan.partitions())
                .extracting(one -> one.name() + " " + one.files().getFirst().address())
                .containsExactly(
                        "2018-11 " + archive + "!Anio2018/nov_mo18.csv.gz",
                        "2018-12 " + archive + "!Anio2018/dic_mo18.csv.gz");
    }

    @Test
    void aDamagedMonthIsSeenBeforeItFails() throws Exception {
        byte[] whole = Files.readAllBytes(SAMPLES.resolve("dic_mo18.csv.gz"));
        Path cut = folder.resolve("files/dic_mo18.csv.gz");
        Files.createDirectories(cut.getParent());
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
        Files.copy(SAMPLES.resolve("nov_mo18.csv.gz"), folder.resolve("files/nov_mo18.csv.gz"));
        BackfillPlan plan = plan(wish(
                OCTOBER, APRIL, Reprocess.NONE, List.of(folder.resolve("files").toString())));
        assertThat(plan.partitions()).extracting(PlannedPartition::name).containsExactly("2018-11", "2018-12");
        assertThat(plan.partitions().get(0).problem()).isNull();
        assertThat(plan.partitions().get(1).problem())
                .contains("dic_mo18.csv.gz")
                .contains("damaged");
    }

    @Test
    void whatCannotBeAskedForThePastIsSaid() {
        assertThatThrownBy(() -> plan(new BackfillWish(
                        "madrid-air-realtime",
                        NOVEMBER,
                        FEBRUARY,
                        Set.of(),
                        Reprocess.NONE,
                        Origin.SOURCE,
                        List.of(),
                        "me",
                        "")))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("only gives the day so far");
    }

    @Test
    void aSourceIsAskedMonthByMonth() throws Exception {
        BackfillPlan plan = plan(new BackfillWish(
                "open-meteo-weather", NOVEMBER, FEBRUARY, Set.of(), Reprocess.NONE, null, List.of(), "me", ""));
        assertThat(plan.origin()).isEqualTo(Origin.SOURCE);
        assertThat(plan.partitions())
                .extracting(one -> one.name() + " " + one.requests())
                .containsExactly("2018-11 1", "2018-12 1", "2019-01 1");
        assertThat(plan.lines()).as("nothing was ever asked").isNull();
    }

    private BackfillPlan plan(Instant from, Instant to, Reprocess reprocess) throws Exception {
        return plan(wish(from, to, reprocess, List.of(SAMPLES.toString())));
    }

    private BackfillPlan plan(BackfillWish wish) throws Exception {
        return platform.get(Planner.class).plan(wish, Planner.LocalFiles.LOOKED_AT);
    }

    private static BackfillWish wish(Instant from, Instant to, Reprocess reprocess, List<String> locations) {
        return new BackfillWish(FEED, from, to, Set.of(), reprocess, null, locations, "me", "a test");
    }
}
