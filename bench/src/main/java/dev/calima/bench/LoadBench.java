package dev.calima.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The massive load: the whole job from csv files, with landing, parsing, checking, rules, merge and ledger, until it is
 * committed and can be read; beside {@link LoadPeers}. Rounds alternate; the median counts. Above
 * {@value #MOST_FOR_ROUNDS} values there is one round, and before it some at 5 million, to compare it with.
 */
final class LoadBench {

    private static final long MOST_FOR_ROUNDS = 25_000_000;
    private static final long SMALL = 5_000_000;

    private final Workbench bench;
    private final Path samples;
    private final LoadPeers.Choice peers;
    private final int rounds;
    private long heap;

    private LoadBench(Workbench bench, Path samples, LoadPeers.Choice peers, int rounds) {
        this.bench = bench;
        this.samples = samples;
        this.peers = peers;
        this.rounds = rounds;
    }

    static void run(Path jobsConfig, long values, LoadPeers.Choice peers, int rounds) throws Exception {
        try (Workbench bench = Workbench.open(jobsConfig)) {
            Path samples = jobsConfig.resolve("samples").resolve(Workbench.FEED);
            LoadBench load = new LoadBench(bench, samples, peers, rounds);
            System.out.println("Preparing files: the six sample months, replayed ...");
            if (values > MOST_FOR_ROUNDS) {
                load.once(values);
            } else {
                load.inRounds(values);
            }
        }
    }

    private void inRounds(long wanted) throws Exception {
        Path files = Months.multiply(samples, bench.folder("files"), wanted).folder();
        load(files); // warms up, and makes the series
        LoadPeers beside = new LoadPeers(bench, files, peers);
        List<Double> rates = new ArrayList<>();
        Loaded loaded = new Loaded(0, 0);
        for (int round = 1; round <= rounds; round++) {
            loaded = measure(files);
            rates.add(loaded.rate());
            System.out.printf(Locale.ROOT, "round %d: ours %.2f s%s%n", round, loaded.seconds(), beside.round(true));
        }
        double rate = median(rates);
        System.out.printf(
                Locale.ROOT,
                "values=%d ours_values_per_s=%.0f%s peak_heap_mb=%d%n",
                loaded.values(),
                rate,
                beside.figures(rate),
                heap);
    }

    private void once(long wanted) throws Exception {
        Path small = Months.multiply(samples, bench.folder("small"), SMALL).folder();
        load(small); // warms up
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Loaded loaded = measure(small);
            rates.add(loaded.rate());
            System.out.printf(Locale.ROOT, "%,d values: %.2f s%n", loaded.values(), loaded.seconds());
        }
        Workbench.delete(small);
        Path files = Months.multiply(samples, bench.folder("large"), wanted).folder();
        heap = 0;
        Loaded loaded = measure(files);
        LoadPeers beside = new LoadPeers(bench, files, peers);
        System.out.printf(
                Locale.ROOT, "%,d values: ours %.2f s%s%n", loaded.values(), loaded.seconds(), beside.round(false));
        System.out.printf(
                Locale.ROOT,
                "values=%d ours_values_per_s=%.0f ours_values_per_s_at_5m=%.0f ratio_to_5m=%.2f%s peak_heap_mb=%d%n",
                loaded.values(),
                loaded.rate(),
                median(rates),
                loaded.rate() / median(rates),
                beside.figures(loaded.rate()),
                heap);
    }

    private record Loaded(long values, double seconds) {

        double rate() {
            return values / seconds;
        }
    }

    /** Loads into the empty table, and notes the heap. */
    private Loaded measure(Path files) throws Exception {
        bench.emptyObservations();
        Workbench.peakHeapMiB();
        Loaded loaded = load(files);
        heap = Math.max(heap, Workbench.peakHeapMiB());
        return loaded;
    }

    private Loaded load(Path files) throws Exception {
        long[] values = new long[1];
        double seconds = Workbench.seconds(() -> values[0] = bench.load(files).files().stream()
                .mapToLong(file -> file.merged().valuesInserted())
                .sum());
        return new Loaded(values[0], seconds);
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    static double median(double[] values) {
        return median(Arrays.stream(values).boxed().toList());
    }
}
