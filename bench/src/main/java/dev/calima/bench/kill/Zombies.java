package dev.calima.bench.kill;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A worker sleeps past its lease (SIGSTOP), another takes its load over, and it wakes: half of the time while the other is at
 * work, else when that has ended, so that whatever is written then is the zombie's.
 */
final class Zombies implements Round {

    private static final Duration AWAKE_LIMIT = Duration.ofSeconds(30);
    private static final Duration REACTION = Duration.ofSeconds(2);
    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

    private static final String OLD = "UPDATE calima.%s SET heartbeat_at = heartbeat_at - interval '1 minute'%s";

    private final Serving serving;
    private final boolean hurried;
    private final Figures figures;

    /** @param hurried makes its last sign of life older than it is, instead of waiting until it is old */
    Zombies(Serving serving, boolean hurried) {
        this.serving = serving;
        this.hurried = hurried;
        this.figures = serving.figures();
        figures.add("zombies", 0).add("late_writes", 0);
    }

    @Override
    public boolean play(SplittableRandom random) throws Exception {
        Cluster cluster = serving.cluster();
        long run = cluster.begin(Cluster.loads(), Cluster.load(serving.nextFile()));
        serving.awaitMoment(random, 1);
        boolean wakesLate = random.nextBoolean();
        long pid = serving.worker(run);
        int node = cluster.nodeOf(pid);
        if (node == Cluster.ANY) {
            cluster.awaitEnd(Cluster.ANY, run, Serving.END_LIMIT);
            return false;
        }
        cluster.process(node).signal("STOP");
        int other = (node + 1) % cluster.size();
        try {
            return asleep(run, pid, other, wakesLate);
        } finally {
            cluster.process(node).signal("CONT");
        }
    }

    private boolean asleep(long run, long pid, int other, boolean wakesLate) throws Exception {
        Cluster cluster = serving.cluster();
        if (serving.worker(run) != pid) {
            cluster.awaitEnd(other, run, Serving.END_LIMIT);
            return false; // it had ended already
        }
        figures.add("zombies", 1).add("kills", 1);
        long begun = System.nanoTime();
        if (hurried) {
            serving.watch().execute(OLD.formatted("worker", " WHERE pid = " + pid));
            serving.watch().execute(OLD.formatted("lease", ""));
        }
        while (serving.worker(run) == pid && System.nanoTime() - begun < Serving.END_LIMIT.toNanos()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        figures.most("taken_over_ms_max", (System.nanoTime() - begun) / 1_000_000);
        if (!wakesLate) {
            Signals.send("CONT", pid);
        }
        Answer ended = cluster.awaitEnd(other, run, Serving.END_LIMIT);
        String moment = LateWrites.moment(serving.watch());
        if (!ended.state().equals("completed")) {
            serving.byHand("taken over from a sleeping worker, it is " + ended, run);
            return true;
        }
        if (wakesLate) {
            Signals.send("CONT", pid);
        }
        awaitAwake(pid);
        LockSupport.parkNanos(REACTION.toNanos());
        figures.add("late_writes", LateWrites.since(serving.watch(), moment));
        Answer after = cluster.find(other, run);
        if (!after.state().equals("completed")) {
            serving.byHand("a worker that woke made it " + after, run);
        }
        return true;
    }

    /** Its heart beats again. */
    private void awaitAwake(long pid) throws Exception {
        long deadline = System.nanoTime() + AWAKE_LIMIT.toNanos();
        String beats =
                "SELECT count(*) FROM calima.worker WHERE heartbeat_at > clock_timestamp() - interval '3 seconds' AND pid = "
                        + pid;
        while (serving.watch().number(beats) == 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        figures.add("never_awake", serving.watch().number(beats) == 0 ? 1 : 0);
    }
}
