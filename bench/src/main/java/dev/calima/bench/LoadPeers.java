package dev.calima.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a load is measured beside, on the same durable server with the values of the load before:
 *
 * <ul>
 *   <li>the bar: binary COPY of rows that are ready in a file into a table keyed by series and time. Nothing is parsed or
 *       checked, and nothing can be loaded twice;
 *   <li>the same COPY into staging, then INSERT ... ON CONFLICT;
 *   <li>a Spring Batch job of a FlatFileItemReader and a JdbcBatchItemWriter, over a part of the files, as it takes long.
 * </ul>
 */
final class LoadPeers {

    private static final int SPRING_BATCH_FILES = 18;

    /** Which of them. */
    enum Choice {
        ALL,
        COPY,
        NONE
    }

    private final Workbench bench;
    private final Path files;
    private final Choice choice;
    private final HourlyTable table;
    private final Path rows;
    private final List<Double> copy = new ArrayList<>();
    private final List<Double> upsert = new ArrayList<>();
    private final List<Double> springBatchRate = new ArrayList<>();
    private long values;

    /** @param files what the load before has loaded */
    LoadPeers(Workbench bench, Path files, Choice choice) throws SQLException, IOException {
        this.bench = bench;
        this.files = files;
        this.choice = choice;
        this.table = new HourlyTable(bench);
        this.rows = bench.folder("rows.bin");
        if (choice != Choice.NONE) {
            values = table.writeRows(rows);
        }
    }

    /**
     * Measures each of them once.
     *
     * @param onConflict also the one with ON CONFLICT, which takes twice as long as the bar
     * @return what came out, to be read
     */
    String round(boolean onConflict) throws Exception {
        StringBuilder found = new StringBuilder();
        if (choice != Choice.NONE) {
            table.make();
            copy.add(Workbench.seconds(() -> table.copy(rows)));
            found.append(String.format(Locale.ROOT, ", COPY with key %.2f s", copy.getLast()));
        }
        if (choice == Choice.ALL) {
            if (onConflict) {
                table.make();
                upsert.add(Workbench.seconds(() -> table.upsert(rows)));
                found.append(String.format(Locale.ROOT, ", COPY + ON CONFLICT %.2f s", upsert.getLast()));
            }
            table.make();
            SpringBatchPeer springBatch = new SpringBatchPeer(bench.admin());
            long[] sent = new long[1];
            double seconds = Workbench.seconds(() -> sent[0] = springBatch.load(some()));
            springBatchRate.add(sent[0] / seconds);
            found.append(String.format(Locale.ROOT, ", Spring Batch %,.0f values/s", springBatchRate.getLast()));
        }
        table.drop();
        return found.toString();
    }

    /** The medians as {@code key=value}, each with a space in front. */
    String figures(double oursRate) {
        return copy("copy", copy, oursRate)
                + copy("copy_on_conflict", upsert, oursRate)
                + figure("spring_batch", springBatchRate, oursRate);
    }

    private String copy(String name, List<Double> seconds, double oursRate) {
        return figure(name, seconds.stream().map(one -> values / one).toList(), oursRate);
    }

    private static String figure(String name, List<Double> rates, double oursRate) {
        if (rates.isEmpty()) {
            return "";
        }
        double rate = LoadBench.median(rates);
        return String.format(Locale.ROOT, " %s_values_per_s=%.0f ratio_to_%s=%.2f", name, rate, name, oursRate / rate);
    }

    private List<Path> some() throws IOException {
        try (Stream<Path> list = Files.list(files)) {
            return list.sorted().limit(SPRING_BATCH_FILES).toList();
        }
    }
}
