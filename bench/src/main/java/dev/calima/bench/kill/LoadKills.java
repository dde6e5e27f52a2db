package dev.calima.bench.kill;

import dev.calima.bench.Months;
import dev.calima.sql.setup.DatabaseAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * One load, disturbed again and again: after each fault the same command is given once more, as a service manager would. The files
 * hold each month twice, the second time with one value in fifty corrected, so that there are revisions to lose.
 */
final class LoadKills {

    private static final Duration END_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration FREE_LIMIT = Duration.ofSeconds(30);
    private static final Duration GATE_LIMIT = Duration.ofSeconds(5);
    private static final long POLL_NANOS = Duration.ofMillis(2).toNanos();
    private static final double CORRECTED = 0.02;
    private static final int HOURS_OF_A_LINE = 24;
    private static final int FEWEST_LINES = 50;
    private static final int FAULTS_BETWEEN_LINES = 10;
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int REFUSED_SOME = 3;
    private static final int STOPPED = 4;
    private static final int ELSEWHERE = 75;
    private static final int TERMINATED = 128 + 15;

    private final Scene scene;
    private final Figures figures = new Figures();
    private final Path files;
    private final int chunkLines;
    private final LoadWatch watch;
    private final Breath breath;
    /** Whether a fault was struck that the life in question has not shown yet. */
    private boolean struck;

    private LoadKills(Scene scene, Path files, int chunkLines, Breath breath) {
        this.breath = breath;
        this.scene = scene;
        this.files = files;
        this.chunkLines = chunkLines;
        this.watch = new LoadWatch(scene.direct());
    }

    /**
     * Loads about {@code values} values under a plan of faults.
     *
     * @return {@code kills}, {@code lost}, {@code doubled}, {@code manual} and more
     */
    static Figures run(Path jobsConfig, List<PlannedFault> plan, long values, Breath breath) throws Exception {
        try (Scene scene = Scene.open(jobsConfig)) {
            Path files = scene.folder("files");
            long hours = 2 * write(scene, files, values / 2);
            int commits = plan.stream().mapToInt(PlannedFault::afterCommits).sum() + plan.size();
            int chunkLines = Math.max(FEWEST_LINES, (int) (hours / HOURS_OF_A_LINE / (commits + 1)));
            System.out.printf(
                    Locale.ROOT, "%,d values, chunks of %d lines, %d faults%n", hours, chunkLines, plan.size());
            LoadKills kills = new LoadKills(scene, files, chunkLines, breath);
            return kills.run(plan, hours);
        }
    }

    /** Writes months and, to be loaded after them, the same corrected; returns the hours of one of both. */
    static long write(Scene scene, Path files, long values) throws IOException {
        Months.Written first = Months.multiply(scene.samples(), files.resolve("1-published"), values);
        Months.correct(first.folder(), files.resolve("2-corrected"), CORRECTED, 1);
        return first.hours();
    }

    private Figures run(List<PlannedFault> plan, long values) throws Exception {
        DatabaseAccess undisturbed = scene.make("undisturbed");
        CalimaProcess reference = load(undisturbed);
        if (!reference.ends(Duration.ofMinutes(30)) || !isDone(reference.exitCode())) {
            throw new IllegalStateException("the undisturbed load failed: " + reference.printed());
        }
        figures.put("values", values).put("kills", 0);
        CalimaProcess life = load(scene.spoiled());
        for (PlannedFault fault : plan) {
            boolean there = awaitMoment(life, fault);
            while (!there && life.exitCode() == FAILED && struck) { // the fault before showed late
                struck = false;
                life = again(life);
                there = awaitMoment(life, fault);
            }
            if (!there) {
                break; // done before all faults were
            }
            long committed = watch.linesRead();
            if (figures.get("kills") % FAULTS_BETWEEN_LINES == 0) {
                System.out.printf(
                        Locale.ROOT, "  fault %d: %s, at line %,d%n", figures.get("kills") + 1, fault, committed);
            }
            strike(life, fault, committed);
            struck = life.isAlive();
            life = life.isAlive() ? life : again(life);
        }
        finish(life);
        watch.close();
        Verdicts.compare(scene.direct(), undisturbed, figures);
        return figures;
    }

    private CalimaProcess load(DatabaseAccess access) throws IOException {
        return scene.calima(access, chunkLines, "load", "--no-aggregates", Scene.FEED, files.toString());
    }

    /** Waits for the moment of a fault; false when the load ended before. */
    private boolean awaitMoment(CalimaProcess life, PlannedFault fault) throws SQLException {
        long position = watch.position();
        int commits = 0;
        boolean working = fault.afterCommits() == 0; // else even before anything is prepared
        while (life.isAlive() && (commits < fault.afterCommits() || (working && !isWorking()))) {
            LockSupport.parkNanos(POLL_NANOS);
            long now = watch.position();
            if (now != position) {
                position = now;
                commits++;
                working = false;
            }
        }
        LockSupport.parkNanos(Duration.ofNanos(fault.afterMicros() * 1000L).toNanos());
        return life.isAlive();
    }

    private boolean isWorking() throws SQLException {
        return watch.number("SELECT count(*) FROM calima.lease WHERE holder <> ''") > 0;
    }

    private void strike(CalimaProcess life, PlannedFault fault, long committed) throws Exception {
        long begun = System.nanoTime();
        switch (fault.kind()) {
            case KILL -> life.kill();
            case TERM -> {
                life.signal("TERM");
                if (life.ends(STOP_LIMIT)
                        && life.exitCode() != STOPPED
                        && !isDone(life.exitCode())
                        && !isUnbegun(life)) {
                    manual("told to stop, it ended with " + life.exitCode() + ": " + life.printed());
                }
            }
            case BACKEND -> until(life, watch::terminateChunk);
            case LEASE -> until(life, watch::terminateLease);
            case CUT -> scene.proxy().cutAll();
            case ANSWER -> {
                scene.gate().arm();
                long deadline = System.nanoTime() + GATE_LIMIT.toNanos();
                while (scene.gate().isArmed() && life.isAlive() && System.nanoTime() < deadline) {
                    LockSupport.parkNanos(POLL_NANOS);
                }
                scene.gate().disarm();
            }
            case POSTMASTER ->
                figures.most("server_back_ms_max", scene.killServer().toMillis());
        }
        figures.add("kills", 1).add("kills_" + fault.kind().name().toLowerCase(Locale.ROOT), 1);
        if (!goesOn(life, committed)) {
            manual("it neither ended nor went on within " + END_LIMIT.toSeconds() + " s after " + fault);
            life.kill();
        }
        figures.most("ended_after_ms_max", (System.nanoTime() - begun) / 1_000_000);
        long left = watch.linesRead();
        if (left < committed) {
            figures.add("lines_lost", committed - left);
        }
    }

    /** Whether the process has ended, or has got over the fault by itself and committed more. */
    private boolean goesOn(CalimaProcess life, long committed) throws SQLException {
        long deadline = System.nanoTime() + END_LIMIT.toNanos();
        while (life.isAlive() && watch.linesRead() <= committed && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        return !life.isAlive() || watch.linesRead() > committed;
    }

    private interface Attempt {
        boolean succeeds() throws SQLException;
    }

    /** The connection looked for is not there at every moment. */
    private static void until(CalimaProcess life, Attempt attempt) throws SQLException {
        while (!attempt.succeeds() && life.isAlive()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Gives the same command again. */
    private CalimaProcess again(CalimaProcess ended) throws IOException {
        int code = ended.exitCode();
        boolean expected = isDone(code) || code == FAILED || code == STOPPED || code > 128;
        if (!expected) {
            manual("it ended with " + code + ": " + ended.printed());
        }
        figures.add("starts", 1);
        breath.take();
        return load(scene.spoiled());
    }

    /** Lets the load come to its end; what is not its own fault any more is tried again. */
    private void finish(CalimaProcess last) throws Exception {
        CalimaProcess life = last;
        long deadline = System.nanoTime() + FREE_LIMIT.toNanos();
        while (!life.ends(Duration.ofMinutes(30)) || !isDone(life.exitCode())) {
            boolean waits = life.exitCode() == ELSEWHERE && System.nanoTime() < deadline;
            boolean late = life.exitCode() == FAILED && struck;
            struck = false;
            if (!waits && !late) {
                manual("left alone, it ended with " + life.exitCode() + ": " + life.printed());
                return;
            }
            life = again(life);
        }
    }

    /** Whether the signal came before the program had begun, so that the machine ended it. */
    private static boolean isUnbegun(CalimaProcess life) throws IOException {
        return life.exitCode() == TERMINATED && life.printed().isBlank();
    }

    private static boolean isDone(int code) {
        return code == OK || code == REFUSED_SOME;
    }

    private void manual(String why) {
        System.out.println("  by hand: " + why.strip());
        figures.add("manual", 1);
    }
}
