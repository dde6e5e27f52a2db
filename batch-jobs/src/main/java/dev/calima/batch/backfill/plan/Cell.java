package dev.calima.batch.backfill.plan;

import java.time.Instant;

/**
 * How the hours of a feed are in a span of time.
 *
 * @param from its start
 * @param to its end, excluded
 * @param hours hours of it that should be there by now
 * @param answered how many of these the feed has brought anything for, or has said that there is nothing
 * @param seriesDays days of single series of which something is stored
 * @param notYet absent values of which the source is not late yet
 * @param missingAtSource absent values that the source was asked for and did not have
 * @param missingByUs absent values that nobody asked for, or in vain
 * @param rejected absent values that were published and refused
 * @param staleDays days of single series whose aggregates are still to be computed
 */
public record Cell(
        Instant from,
        Instant to,
        long hours,
        long answered,
        long seriesDays,
        long notYet,
        long missingAtSource,
        long missingByUs,
        long rejected,
        long staleDays) {

    /** What it is in a word. */
    public enum State {
        LOADED("loaded"),
        PARTIAL("partial"),
        MISSING_AT_SOURCE("missing at source"),
        MISSING_BY_US("missing by us"),
        REJECTED("rejected"),
        STALE("stale"),
        NOT_YET("not yet");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** How it is written. */
        public String word() {
            return word;
        }
    }

    /**
     * The first that is true: nothing is due yet; nothing was ever brought (or all of it was refused); the source had nothing; some is
     * missing by us; some was refused; aggregates are stale; loaded. Hours that the source does not have leave a cell loaded: there is
     * nothing to be done about them.
     */
    public State state() {
        if (hours == 0 && answered == 0 && seriesDays == 0) {
            return State.NOT_YET;
        }
        if (answered == 0) {
            return rejected > 0 ? State.REJECTED : State.MISSING_BY_US;
        }
        if (isMissingByUs()) {
            return State.PARTIAL;
        }
        if (rejected > 0) {
            return State.REJECTED;
        }
        if (seriesDays == 0) {
            return State.MISSING_AT_SOURCE;
        }
        return staleDays > 0 ? State.STALE : State.LOADED;
    }

    /** Whether some of it is missing and we are to blame. */
    public boolean isMissingByUs() {
        return missingByUs > 0 || answered < hours;
    }

    /** Two together. */
    public Cell plus(Cell other) {
        return new Cell(
                from.isBefore(other.from) ? from : other.from,
                to.isAfter(other.to) ? to : other.to,
                hours + other.hours,
                answered + other.answered,
                seriesDays + other.seriesDays,
                notYet + other.notYet,
                missingAtSource + other.missingAtSource,
                missingByUs + other.missingByUs,
                rejected + other.rejected,
                staleDays + other.staleDays);
    }
}
