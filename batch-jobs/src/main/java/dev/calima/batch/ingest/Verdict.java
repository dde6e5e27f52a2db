package dev.calima.batch.ingest;

/** What is believed of a reading. */
public sealed interface Verdict {

    /** It is believed, in our own stations, units and hours. */
    record Accepted(Observation observation) implements Verdict {}

    /** It is left out on purpose: it tells of something that is no station. */
    record Ignored() implements Verdict {}

    /** It is refused whole. */
    record Rejected(Notice notice) implements Verdict {}
}
