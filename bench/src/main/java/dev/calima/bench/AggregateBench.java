package dev.calima.bench;

import dev.calima.batch.aggregate.AggregateOutcome;
import java.nio.file.Path;
import java.util.Locale;

/** The days, months, years, indices and exceedances of what a load has brought, beside the load itself. */
final class AggregateBench {

    private static final int ROUNDS = 3;

    private AggregateBench() {}

    static void run(Path jobsConfig, long values) throws Exception {
        try (Workbench bench = Workbench.open(jobsConfig)) {
            Path samples = jobsConfig.resolve("samples").resolve(Workbench.FEED);
            System.out.println("Preparing files: the six sample months, replayed ...");
            Path files = Months.multiply(samples, bench.folder("files"), values).folder();
            bench.load(files); // warms up, and makes the series
            bench.aggregate();
            double[] load = new double[ROUNDS];
            double[] aggregate = new double[ROUNDS];
            AggregateOutcome[] outcome = new AggregateOutcome[1];
            for (int round = 0; round < ROUNDS; round++) {
                bench.emptyObservations();
                bench.emptyAggregates();
                load[round] = Workbench.seconds(() -> bench.load(files));
                aggregate[round] = Workbench.seconds(() -> outcome[0] = bench.aggregate());
                System.out.printf(
                        Locale.ROOT,
                        "round %d: load %.2f s, aggregates %.2f s (%,d days, %,d days of indices)%n",
                        round + 1,
                        load[round],
                        aggregate[round],
                        outcome[0].days(),
                        outcome[0].indexDays());
            }
            System.out.printf(
                    Locale.ROOT,
                    "values=%d load_s=%.2f aggregate_s=%.2f ratio_to_load=%.2f%n",
                    bench.number("SELECT sum(cardinality(values)) FROM calima.observation_day"),
                    LoadBench.median(load),
                    LoadBench.median(aggregate),
                    LoadBench.median(aggregate) / LoadBench.median(load));
        }
    }
}
