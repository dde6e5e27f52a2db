package dev.calima.bench.kill;

import dev.calima.batch.BatchContext;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.LoadFailedException;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.fetch.StorageSettings;
import dev.calima.bench.kill.FailingCalls.Way;
import dev.calima.sql.setup.DatabaseAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Lets the first JDBC call of a load fail, of the next load the second, and so on until a load makes fewer calls than that; each in
 * both {@link Way ways}. After each failure the same load is given once more.
 */
final class JdbcFaults {

    private static final int LINES_OF_A_FILE = 60;
    private static final int CHUNK_LINES = 20;
    private static final int MOST_CALLS = 5_000;

    private final Scene scene;
    private final Breath breath;
    private final Figures figures = new Figures();
    private final TreeMap<String, Integer> failed = new TreeMap<>();

    private JdbcFaults(Scene scene, Breath breath) {
        this.breath = breath;
        this.scene = scene;
    }

    /**
     * Fails calls.
     *
     * @param first the first call to fail, from 1
     * @param step 1 for every call, more for a part of them
     * @return {@code calls} of a load, {@code faults}, {@code right} of them, {@code lost}, {@code doubled} and more
     */
    static Figures run(Path jobsConfig, int first, int step, Breath breath) throws Exception {
        System.setProperty("calima.chunk-lines", Integer.toString(CHUNK_LINES));
        try (Scene scene = Scene.open(jobsConfig)) {
            return new JdbcFaults(scene, breath).run(first, step);
        }
    }

    private Figures run(int first, int step) throws Exception {
        Pieces files = new Pieces(scene, LINES_OF_A_FILE);
        FailingCalls calls = new FailingCalls();
        List<Path> loaded = new ArrayList<>();
        figures.put("faults", 0).put("right", 0).put("manual", 0);
        try (ConfigurableApplicationContext beans = start(scene.direct(), "disturbed", calls)) {
            IngestJob job = beans.getBean(IngestJob.class);
            load(job, loaded, files.next()); // makes the reference data, and warms up
            for (int n = first; n < MOST_CALLS; n += step) {
                boolean fired = false;
                breath.take();
                for (Way way : Way.values()) {
                    fired |= fail(job, calls, n, way, loaded, files.next());
                }
                if (!fired) {
                    figures.put("calls", n - 1);
                    break;
                }
            }
        }
        DatabaseAccess undisturbed = scene.make("undisturbed");
        try (ConfigurableApplicationContext beans = start(undisturbed, "undisturbed", new FailingCalls())) {
            IngestJob job = beans.getBean(IngestJob.class);
            for (Path file : loaded) {
                load(job, new ArrayList<>(), file);
            }
        }
        Verdicts.compare(scene.direct(), undisturbed, figures);
        System.out.println("  failed: " + failed);
        return figures;
    }

    /** Whether there was an {@code n}th call to fail. */
    private boolean fail(IngestJob job, FailingCalls calls, int n, Way way, List<Path> loaded, Path file)
            throws Exception {
        calls.arm(n, way);
        String outcome = "done";
        try {
            job.load(Scene.FEED, List.of(file.toString()), false);
        } catch (LoadFailedException | RuntimeException e) {
            outcome = String.valueOf(e.getMessage());
        }
        String call = calls.disarm();
        if (!call.isEmpty()) {
            figures.add("faults", 1);
            failed.merge(call, 1, Integer::sum);
        }
        try {
            load(job, loaded, file);
            figures.add("right", call.isEmpty() ? 0 : 1);
        } catch (LoadFailedException | RuntimeException e) {
            figures.add("manual", 1);
            System.out.printf(
                    Locale.ROOT,
                    "  by hand: call %d, %s %s: first %s; then %s%n",
                    n,
                    call,
                    way,
                    outcome,
                    e.getMessage());
        }
        return !call.isEmpty();
    }

    private static void load(IngestJob job, List<Path> loaded, Path file) throws Exception {
        loaded.add(file);
        LoadOutcome outcome = job.load(Scene.FEED, List.of(file.toString()), false);
        if (outcome.stopped()) {
            throw new IllegalStateException("nobody stopped it");
        }
    }

    private ConfigurableApplicationContext start(DatabaseAccess access, String name, FailingCalls calls) {
        return BatchContext.start(
                JobsConfigLoader.load(scene.config(), FeedFormats.check()),
                access,
                scene.passwords(),
                StorageSettings.inFolder(scene.folder("landing-" + name)),
                null,
                beans -> beans.registerBean(BeanPostProcessor.class, () -> new BeanPostProcessor() {
                    @Override
                    public Object postProcessAfterInitialization(Object bean, String beanName) {
                        return bean instanceof DataSource real ? calls.around(real) : bean;
                    }
                }));
    }
}
