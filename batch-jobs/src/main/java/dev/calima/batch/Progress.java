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
     * @param nanos how long this run has been at it, in nanoseconds
     */
    public record Snapshot(String what, String unit, long done, long doneBefore, long total, long nanos) {}

    private String what = "";
    private String unit = "";
    private long done;
    private long doneBefore;
    private long total;
    private long begun;
    private long ended;

    /** A job begins, or goes on after {@code alreadyDone} of {@code ofTotal}. */
    public synchronized void begin(String nowDoing, String counted, long alreadyDone, long ofTotal) {
        what = nowDoing;
        unit = counted;
        done = alreadyDone;
        doneBefore = alreadyDone;
        total = ofTotal;
        begun = System.nanoTime();
        ended = 0;
    }

    /** {@code more} of them are done. */
    public synchronized void advance(long more) {
        done += more;
        if (done >= total && ended == 0) {
            ended = System.nanoTime();
        }
    }

    /** What is known now. */
    public synchronized Snapshot snapshot() {
        long until = ended == 0 ? System.nanoTime() : ended;
        return new Snapshot(what, unit, done, doneBefore, total, until - begun);
    }
}
