package dev.calima.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The massive load against the usual design, one row per hour, on the same durable server with the same values:
 *
 * <ul>
 *   <li>peer 1, the bar: binary COPY of rows that are ready in a file into a table keyed by series and time. Nothing is
 *       parsed or checked, and nothing can be loaded twice;
 *   <li>peer 2: the same COPY into staging, then INSERT ... ON CONFLICT;
 *   <li>peer 3: a Spring Batch job of a FlatFileItemReader and a JdbcBatchItemWriter, over a part of the files, as it
 *       takes long;
 *   <li>ours: the whole job from csv files, with landing, parsing, checking, rules, merge and ledger, until it is
 *       committed and can be read.
 * </ul>
 *
 * Rounds alternate; the median counts. Above {@value #MOST_FOR_PEERS} values ours is set against itself at 5 million only.
 */
final class LoadBench {

    private static final long MOST_FOR_PEERS = 25_000_000;
    private static final long SMALL = 5_000_000;
    private static final int ROUNDS = 3;
    private static final int PEER_FILES = 18;

    private final Workbench bench;

    private LoadBench(Workbench bench) {
        this.bench = bench;
    }

    static void run(Path jobsConfig, long values) throws Exception {
        try (Workbench bench = Workbench.open(jobsConfig)) {
            Path samples = jobsConfig.resolve("samples").resolve(Workbench.FEED);
            LoadBench load = new LoadBench(bench);
            System.out.println("Preparing files: the six sample months, replayed ...");
            if (values > MOST_FOR_PEERS) {
                load.againstItself(samples, values);
            } else {
                load.againstPeers(
                        Months.multiply(samples, bench.folder("files"), values).folder());
            }
        }
    }

    private void againstPeers(Path files) throws Exception {
        long values = load(files).values(); // warms up, and makes the series
        Path rows = bench.folder("rows.bin");
        HourlyTable peer = new HourlyTable(bench);
        peer.writeRows(rows);
        SpringBatchPeer springBatch = new SpringBatchPeer(bench.admin());
        double[] ours = new double[ROUNDS];
        double[] copy = new double[ROUNDS];
        double[] upsert = new double[ROUNDS];
        double[] batchRate = new double[ROUNDS];
        long heap = 0;
        for (int round = 0; round < ROUNDS; round++) {
            bench.emptyObservations();
            Workbench.peakHeapMiB();
            ours[round] = load(files).seconds();
            heap = Math.max(heap, Workbench.peakHeapMiB());
            peer.make();
            copy[round] = Workbench.seconds(() -> peer.copy(rows));
            peer.make();
            upsert[round] = Workbench.seconds(() -> peer.upsert(rows));
            peer.make();
            long[] sent = new long[1];
            double seconds = Workbench.seconds(() -> sent[0] = springBatch.load(some(files)));
            batchRate[round] = sent[0] / seconds;
            peer.drop();
            System.out.printf(
                    Locale.ROOT,
                    "round %d: ours %.2f s, COPY with key %.2f s, COPY + ON CONFLICT %.2f s, Spring Batch %,.0f values/s%n",
                    round + 1,
                    ours[round],
                    copy[round],
                    upsert[round],
                    batchRate[round]);
        }
        double rate = values / median(ours);
        System.out.printf(
                Locale.ROOT,
                "values=%d ours_values_per_s=%.0f copy_values_per_s=%.0f spring_batch_values_per_s=%.0f ratio_to_copy=%.2f"
                        + " ratio_to_copy_on_conflict=%.2f ratio_to_spring_batch=%.2f peak_heap_mb=%d%n",
                values,
                rate,
                values / median(copy),
                median(batchRate),
                median(copy) / median(ours),
                median(upsert) / median(ours),
                rate / median(batchRate),
                heap);
    }

    private void againstItself(Path samples, long values) throws Exception {
        Path small = Months.multiply(samples, bench.folder("small"), SMALL).folder();
        load(small); // warms up
        double[] rates = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            bench.emptyObservations();
            Loaded loaded = load(small);
            rates[round] = loaded.values() / loaded.seconds();
            System.out.printf(Locale.ROOT, "%,d values: %.2f s%n", loaded.values(), loaded.seconds());
        }
        Workbench.delete(small);
        Path large = Months.multiply(samples, bench.folder("large"), values).folder();
        bench.emptyObservations();
        Workbench.peakHeapMiB();
        Loaded loaded = load(large);
        System.out.printf(Locale.ROOT, "%,d values: %.2f s%n", loaded.values(), loaded.seconds());
        double rate = loaded.values() / loaded.seconds();
        System.out.printf(
                Locale.ROOT,
                "values=%d ours_values_per_s=%.0f ours_values_per_s_at_5m=%.0f ratio_to_5m=%.2f peak_heap_mb=%d%n",
                loaded.values(),
                rate,
                median(rates),
                rate / median(rates),
                Workbench.peakHeapMiB());
    }

    private record Loaded(long values, double seconds) {}

    private Loaded load(Path files) throws Exception {
        long[] values = new long[1];
        double seconds = Workbench.seconds(() -> values[0] = bench.load(files).files().stream()
                .mapToLong(file -> file.merged().valuesInserted())
                .sum());
        return new Loaded(values[0], seconds);
    }

    private static List<Path> some(Path files) throws Exception {
        try (Stream<Path> list = Files.list(files)) {
            return list.sorted().limit(PEER_FILES).toList();
        }
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
