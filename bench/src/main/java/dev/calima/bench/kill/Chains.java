package dev.calima.bench.kill;

import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.predict.IssueLauncher;
import dev.calima.batch.train.TrainLauncher;
import dev.calima.sql.setup.DatabaseAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Day after day is loaded, learnt from and forecast, and each day the plug is pulled in one of the three. Models and forecasts are
 * compared with those on another database that nobody disturbed.
 */
final class Chains {

    /** Stations of the long form: two dozen series. */
    static final Set<String> STATIONS = Set.of("8", "24");

    private static final int CHUNK_LINES = 5;
    private static final String PROFILE = "default";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_NANOS = Duration.ofMillis(2).toNanos();
    private static final List<FaultKind> KINDS = List.of(
            FaultKind.KILL,
            FaultKind.KILL,
            FaultKind.KILL,
            FaultKind.KILL,
            FaultKind.TERM,
            FaultKind.POSTMASTER,
            FaultKind.CUT,
            FaultKind.BACKEND);
    private static final String IN_TRANSACTION = "WITH b AS MATERIALIZED (SELECT pid FROM pg_stat_activity"
            + " WHERE datname = current_database() AND usename IN ('calima_loader', 'calima_trainer')"
            + " AND xact_start IS NOT NULL) SELECT count(*) FROM b WHERE pg_terminate_backend(pid)";

    private final Scene scene;
    private final ConfigurableApplicationContext undisturbed;
    private final Cluster disturbed;
    private final LoadWatch watch;
    private final Figures figures = new Figures();

    private interface Work {
        void run() throws Exception;
    }

    /** One of the three: where it is asked for, with what, and the same without a serving process. */
    private record Link(String name, String jobs, String body, Work undisturbed) {}

    private Chains(Scene scene, ConfigurableApplicationContext undisturbed) throws Exception {
        this.scene = scene;
        this.watch = new LoadWatch(scene.direct());
        this.undisturbed = undisturbed;
        this.disturbed = new Cluster(scene, scene.spoiled(), 2, CHUNK_LINES);
    }

    /**
     * Plays days.
     *
     * @param rounds how many, at most {@link ChainFiles#DAYS}
     * @param stations whose series are learnt from
     */
    static Figures run(Path jobsConfig, long seed, int rounds, Set<String> stations, Breath breath) throws Exception {
        System.setProperty("calima.chunk-lines", Integer.toString(CHUNK_LINES));
        try (Scene scene = Scene.open(jobsConfig)) {
            return run(scene, seed, rounds, stations, breath);
        }
    }

    private static Figures run(Scene scene, long seed, int rounds, Set<String> stations, Breath breath)
            throws Exception {
        DatabaseAccess reference = scene.make("undisturbed");
        try (ConfigurableApplicationContext undisturbed = scene.beans(reference)) {
            List<Path> files = ChainFiles.write(scene, stations).files();
            Chains chains = new Chains(scene, undisturbed);
            chains.figures.put("kills", 0).put("manual", 0);
            chains.begin(files.getFirst());
            int days = Math.min(rounds, files.size() - 1);
            for (int i = 0; i < days; i++) {
                breath.take();
                long before = chains.figures.get("manual");
                chains.day(files.get(i + 1), new SplittableRandom(seed + i));
                if (chains.figures.get("manual") > before) {
                    System.out.println("  replay: " + KillBench.command("chain", seed, i + 1));
                }
            }
            chains.watch.close();
            List<Content.Table> tables = new ArrayList<>(Content.LOADED);
            tables.addAll(Content.LEARNT);
            Verdicts.compare(scene.direct(), reference, tables, chains.figures);
            return chains.figures;
        }
    }

    private List<Link> links(Path file) {
        return List.of(
                new Link(
                        "load",
                        Cluster.loads(),
                        Cluster.load(file),
                        () -> undisturbed.getBean(IngestJob.class).load(Scene.FEED, List.of(file.toString()), false)),
                new Link(
                        "train",
                        Cluster.jobs(TrainLauncher.NAME),
                        "",
                        () -> undisturbed.getBean(TrainLauncher.class).train(PROFILE)),
                new Link(
                        "issue",
                        Cluster.jobs(IssueLauncher.NAME),
                        "",
                        () -> undisturbed.getBean(IssueLauncher.class).issue(PROFILE)));
    }

    /** What is there before the first day; nobody learns from it yet. */
    private void begin(Path file) throws Exception {
        Link load = links(file).getFirst();
        load.undisturbed().run();
        end(load, disturbed.begin(load.jobs(), load.body()));
    }

    /** @param random when and how the plug is pulled */
    private void day(Path file, SplittableRandom random) throws Exception {
        List<Link> links = links(file);
        int struck = random.nextInt(links.size());
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            long begun = System.nanoTime();
            link.undisturbed().run();
            long usual = System.nanoTime() - begun;
            long run = disturbed.begin(link.jobs(), link.body());
            if (i == struck) {
                FaultKind kind = KINDS.get(random.nextInt(KINDS.size()));
                LockSupport.parkNanos((long) (usual * random.nextDouble()));
                strike(link, kind, run);
            }
            end(link, run);
        }
    }

    private void end(Link link, long run) throws IOException {
        Answer ended = disturbed.awaitEnd(Cluster.ANY, run, Serving.END_LIMIT);
        if (!ended.state().equals("completed")) {
            System.out.println("  by hand: " + link.name() + " is " + ended);
            figures.add("manual", 1);
            disturbed.askUntilAnswered(Cluster.ANY, "POST", "/executions/" + run + "/restart", "");
            disturbed.awaitEnd(Cluster.ANY, run, Serving.END_LIMIT);
        }
    }

    private void strike(Link link, FaultKind kind, long run) throws Exception {
        long pid = watch.number(
                "SELECT w.pid FROM calima.run r JOIN calima.worker w USING (worker_id) WHERE r.state = 'running'"
                        + " AND r.run_id = " + run);
        int node = Math.max(disturbed.nodeOf(pid), 0);
        long begun = System.nanoTime();
        switch (kind) {
            case KILL -> {
                disturbed.forget(node);
                disturbed.process(node).kill();
                disturbed.start(node);
            }
            case TERM -> {
                disturbed.forget(node);
                disturbed.process(node).signal("TERM");
                if (!disturbed.process(node).ends(STOP_LIMIT)) {
                    throw new IOException("a serving process does not end: "
                            + disturbed.process(node).printed());
                }
                disturbed.start(node);
            }
            case POSTMASTER -> scene.killServer();
            case CUT -> scene.proxy().cutAll();
            default -> {
                while (watch.number(IN_TRANSACTION) == 0
                        && disturbed.find(Cluster.ANY, run).isAlive()) {
                    LockSupport.parkNanos(POLL_NANOS);
                }
            }
        }
        figures.add("kills", 1)
                .add("kills_in_" + link.name(), 1)
                .add("kills_" + kind.name().toLowerCase(Locale.ROOT), 1);
        disturbed.awaitEnd(Cluster.ANY, run, Serving.END_LIMIT);
        figures.most("done_after_ms_max", (System.nanoTime() - begun) / 1_000_000);
    }
}
