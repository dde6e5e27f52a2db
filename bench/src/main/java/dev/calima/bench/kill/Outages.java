package dev.calima.bench.kill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The database is away for a while in the middle of a load: shut down, killed, or out of reach without a word (nothing passes, and
 * nothing is refused). When it is back the load comes to its end without a hand.
 */
final class Outages implements Round {

    private static final Duration SHORTEST = Duration.ofSeconds(2);

    private enum Way {
        SHUT_DOWN,
        KILLED,
        SILENT
    }

    private final Serving serving;
    private final Duration longest;
    private final Figures figures;

    /** @param longest so long it may be away, at least {@link #SHORTEST} */
    Outages(Serving serving, Duration longest) {
        this.serving = serving;
        this.longest = longest;
        this.figures = serving.figures();
        figures.add("outages", 0);
    }

    @Override
    public boolean play(SplittableRandom random) throws Exception {
        Cluster cluster = serving.cluster();
        Scene scene = serving.scene();
        long run = cluster.begin(Cluster.loads(), Cluster.load(serving.nextFile()));
        serving.awaitMoment(random, 1);
        Way way = Way.values()[random.nextInt(Way.values().length)];
        Duration away = SHORTEST.plusMillis((long) (longest.minus(SHORTEST).toMillis() * random.nextDouble()));
        boolean works = serving.worker(run) > 0;
        if (way == Way.SILENT) {
            scene.proxy().hold(true);
            LockSupport.parkNanos(away.toNanos());
            scene.proxy().hold(false);
        } else {
            stopServer(scene, way == Way.KILLED ? "KILL" : "INT", away);
        }
        long back = System.nanoTime();
        cluster.find(Cluster.ANY, run);
        figures.most("api_back_ms_max", (System.nanoTime() - back) / 1_000_000);
        Answer ended = cluster.awaitEnd(Cluster.ANY, run, Serving.END_LIMIT);
        if (!ended.state().equals("completed")) {
            serving.byHand("after an outage (" + way + ", " + away.toMillis() + " ms) it is " + ended, run);
        }
        figures.most("done_after_ms_max", (System.nanoTime() - back) / 1_000_000);
        if (works) {
            figures.add("outages", 1).add("kills", 1);
        }
        return works;
    }

    /** Keeps what starts the server again from doing so for a while. */
    private static void stopServer(Scene scene, String signal, Duration away) throws IOException, InterruptedException {
        long server = scene.serverPid();
        List<Long> watchdogs = new ArrayList<>();
        Optional<ProcessHandle> parent = ProcessHandle.of(server).flatMap(ProcessHandle::parent);
        while (parent.isPresent()
                && parent.get().pid() != ProcessHandle.current().pid()
                && parent.get().pid() > 1) {
            watchdogs.add(parent.get().pid());
            parent = parent.get().parent();
        }
        for (long watchdog : watchdogs) {
            Signals.send("STOP", watchdog);
        }
        try {
            Signals.send(signal, server);
            LockSupport.parkNanos(away.toNanos());
        } finally {
            for (long watchdog : watchdogs) {
                Signals.send("CONT", watchdog);
            }
        }
        scene.awaitAnswer(System.nanoTime());
    }
}
