package dev.calima.bench.kill;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A load is told to stop at a random moment. Once it is said to be stopped nothing may be written any more, nobody may hold its
 * lease, and it goes on when it is restarted; one time in twelve its worker is killed right after it was told.
 */
final class Stops implements Round {

    private static final int KILLED_OF = 12;
    private static final int LONGEST_WATCH_MILLIS = 400;
    private static final String HELD = "SELECT (SELECT count(*) FROM calima.lease WHERE holder <> '')"
            + " + (SELECT count(*) FROM batch.batch_job_execution WHERE status IN ('STARTING', 'STARTED', 'STOPPING'))";

    private final Serving serving;
    private final Figures figures;

    Stops(Serving serving) {
        this.serving = serving;
        this.figures = serving.figures();
        figures.add("stops", 0).add("late_writes", 0).add("early", 0);
    }

    @Override
    public boolean play(SplittableRandom random) throws Exception {
        Cluster cluster = serving.cluster();
        long run = cluster.begin(Cluster.loads(), Cluster.load(serving.nextFile()));
        serving.awaitMoment(random, 1);
        Answer told =
                cluster.askUntilAnswered(random.nextInt(cluster.size()), "POST", "/executions/" + run + "/stop", "");
        long begun = System.nanoTime();
        if (random.nextInt(KILLED_OF) == 0) {
            int node = cluster.nodeOf(serving.worker(run));
            if (node != Cluster.ANY) {
                serving.killNode(node);
                figures.add("stops_with_kill", 1);
            }
        }
        Answer ended = cluster.awaitEnd(Cluster.ANY, run, Serving.END_LIMIT);
        if (!told.isAccepted() || ended.state().equals("completed")) {
            figures.add("too_late", 1);
            return false;
        }
        figures.add("stops", 1).most("stopped_after_ms_max", (System.nanoTime() - begun) / 1_000_000);
        if (!ended.state().equals("stopped")) {
            serving.byHand("told to stop, it is " + ended, run);
            return true;
        }
        judge(random);
        Answer restarted = cluster.askUntilAnswered(Cluster.ANY, "POST", "/executions/" + run + "/restart", "");
        Answer done = cluster.awaitEnd(Cluster.ANY, run, Serving.END_LIMIT);
        if (!done.state().equals("completed")) {
            serving.byHand("restarted (" + restarted + "), it is " + done, run);
        }
        return true;
    }

    /** Half of the time it is restarted at once instead: then the comparison in the end shows what a late write would spoil. */
    private void judge(SplittableRandom random) throws Exception {
        LoadWatch watch = serving.watch();
        String moment = LateWrites.moment(watch);
        figures.add("early", watch.number(HELD));
        boolean watched = random.nextBoolean();
        long span = random.nextLong(LONGEST_WATCH_MILLIS);
        if (watched) {
            LockSupport.parkNanos(Duration.ofMillis(span).toNanos());
            figures.add("late_writes", LateWrites.since(watch, moment)).add("watched", 1);
        }
    }
}
