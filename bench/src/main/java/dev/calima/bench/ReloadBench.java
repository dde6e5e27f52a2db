package dev.calima.bench;

import dev.calima.batch.ingest.LoadOutcome;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The same files once more, one hour in a hundred corrected: is it as fast as the first load, does exactly what changed
 * become a revision, and is no equal row touched? Then the corrected files a second time: nothing may change.
 */
final class ReloadBench {

    private static final double SHARE = 0.01;
    private static final long SEED = 20_260_101;
    private static final String DEAD = "SELECT dead_tuple_count FROM public.pgstattuple('calima.observation_day')";

    private static final String REVISIONS = "SELECT count(*) FROM calima.observation_revision";

    private ReloadBench() {}

    static void run(Path jobsConfig, long wanted, int rounds) throws Exception {
        try (Workbench bench = Workbench.open(jobsConfig)) {
            System.out.println("Preparing files: the six sample months, replayed, and the same with corrections ...");
            Path files = Months.multiply(
                            jobsConfig.resolve("samples").resolve(Workbench.FEED), bench.folder("files"), wanted)
                    .folder();
            long changed = Months.correct(files, bench.folder("corrected"), SHARE, SEED);
            long values = inserted(bench.load(files)); // warms up
            double[] first = new double[rounds];
            double[] again = new double[rounds];
            long revisions = 0;
            long touched = 0;
            long dead = 0;
            bench.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple SCHEMA public");
            for (int round = 0; round < rounds; round++) {
                bench.emptyObservations();
                first[round] = Workbench.seconds(() -> bench.load(files));
                String begun = bench.text("SELECT clock_timestamp()::text");
                LoadOutcome[] corrected = new LoadOutcome[1];
                again[round] = Workbench.seconds(() -> corrected[0] = bench.load(bench.folder("corrected")));
                revisions = bench.number(REVISIONS);
                long rows = corrected[0].files().stream()
                        .mapToLong(file -> file.merged().rowsRevised())
                        .sum();
                touched = equalTouched(bench, begun);
                bench.execute("VACUUM calima.observation_day");
                long deadBefore = bench.number(DEAD);
                bench.load(bench.folder("corrected"));
                dead = bench.number(DEAD) - deadBefore;
                System.out.printf(
                        Locale.ROOT,
                        "round %d: first %.2f s, corrected %.2f s, %,d rows of %,d revisions%n",
                        round + 1,
                        first[round],
                        again[round],
                        rows,
                        revisions);
            }
            System.out.printf(
                    Locale.ROOT,
                    "values=%d reload_ratio=%.2f changed=%d revisions=%d equal_rows_touched=%d dead_tuples=%d%n",
                    values,
                    LoadBench.median(first) / LoadBench.median(again),
                    changed,
                    revisions,
                    touched,
                    dead);
        }
    }

    private static long inserted(LoadOutcome outcome) {
        return outcome.files().stream()
                .mapToLong(file -> file.merged().valuesInserted())
                .sum();
    }

    /** Rows written since a moment, less those that the log of changes knows. */
    private static long equalTouched(Workbench bench, String since) throws Exception {
        return bench.number("SELECT count(*) FROM calima.observation_day WHERE updated_at > '" + since + "'")
                - bench.number("SELECT count(DISTINCT (series_id, day)) FROM calima.observation_change"
                        + " WHERE changed_at > '" + since + "'");
    }
}
