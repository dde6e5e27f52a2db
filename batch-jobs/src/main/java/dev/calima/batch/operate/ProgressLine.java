package dev.calima.batch.operate;

import dev.calima.batch.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Shows how far the running job is: one line that renews itself on a terminal, a plain line every few seconds elsewhere.
 * Written to the error stream, so that the output stream holds results only.
 */
final class ProgressLine implements AutoCloseable {

    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);
    private static final int BAR = 24;
    private static final int WIDTH = 110;
    private static final double NANOS = 1e9;

    private final Supplier<Progress.Snapshot> progress;
    private final PrintStream out;
    private final boolean terminal;
    private final Thread thread;
    private volatile boolean closed;

    private String what = "";
    private boolean finishedShown;
    private boolean shownBefore;

    ProgressLine(Supplier<Progress.Snapshot> progress, PrintStream out, boolean terminal) {
        this.progress = progress;
        this.out = out;
        this.terminal = terminal;
        this.thread = Thread.ofPlatform().daemon().name("progress").start(this::run);
    }

    private void run() {
        long pause = (terminal ? ON_TERMINAL : ELSEWHERE).toMillis();
        while (!closed) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return; // closing: the last state is shown there
            }
            show();
        }
    }

    private synchronized void show() {
        Progress.Snapshot now = progress.get();
        if (now.what().isEmpty()) {
            return;
        }
        if (!now.what().equals(what)) {
            what = now.what();
            finishedShown = false;
            if (terminal && shownBefore) {
                out.println();
            }
        }
        if (finishedShown) {
            return;
        }
        finishedShown = now.done() >= now.total();
        shownBefore = true;
        String line = line(now);
        if (terminal) {
            out.print("\r" + String.format(Locale.ROOT, "%-" + WIDTH + "s", line));
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Such as {@code load madrid-air-hourly [######----] 62 % 17,402 of 27,900 lines 23,100/s ETA 0:05}. */
    static String line(Progress.Snapshot now) {
        double seconds = now.nanos() / NANOS;
        double share = now.total() == 0 ? 1 : Math.min(1, (double) now.done() / now.total());
        int filled = (int) Math.round(share * BAR);
        double rate = seconds > 0 ? (now.done() - now.doneBefore()) / seconds : 0;
        String eta = rate > 0 ? clock(Math.round((now.total() - now.done()) / rate)) : "-";
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %3.0f %%  %,d of %,d %s  %,.0f/s  %s",
                now.what(),
                "#".repeat(filled),
                "-".repeat(BAR - filled),
                100 * share,
                now.done(),
                now.total(),
                now.unit(),
                rate,
                now.done() >= now.total() ? "done in " + clock(Math.round(seconds)) : "ETA " + eta);
    }

    private static String clock(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        show();
        if (terminal && !what.isEmpty()) {
            out.println();
        }
    }
}
