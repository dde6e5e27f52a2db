package dev.calima.batch;

import org.springframework.stereotype.Component;

/** How far the running job is. Written by the job's steps, read by whoever shows it. Thread-safe. */
@Component
public final class Progress {

    /**
     * One moment of it.
     *
     * @param what what is being done, such as {@code load madrid-air-hourly}; empty before the first job
     * @param unit what is counted, such as {@code lines}
     * @param done how many are done, of this and of earlier runs of the same job
     * @param doneBefore how many of them earlier runs had done: no part of this run's rate
     * @param total how many there are
     */
    public record Snapshot(String what, String unit, long done, long doneBefore, long total) {}

    private Snapshot now = new Snapshot("", "", 0, 0, 0);

    /** A job begins, or goes on after {@code doneBefore} of {@code total}. */
    public synchronized void begin(String what, String unit, long doneBefore, long total) {
        now = new Snapshot(what, unit, doneBefore, doneBefore, total);
    }

    /** {@code more} of them are done. */
    public synchronized void advance(long more) {
        now = new Snapshot(now.what(), now.unit(), now.done() + more, now.doneBefore(), now.total());
    }

    /** What is known now. */
    public synchronized Snapshot snapshot() {
        return now;
    }
}
