package dev.calima.batch.ingest.ask;

import java.time.Instant;

/**
 * One thing to ask a source for.
 *
 * @param station our code of the station; empty for the whole network
 * @param address where; <code>{page}</code> stands for all pages
 * @param from start of the range that a complete answer covers
 * @param to its end, excluded
 * @param isPaged whether the answer comes in pages
 * @param isRecurring whether the same address will be asked again, so that it is worth to be told only what has changed
 * @param mayBeAbsent whether the source has nothing at all at the address when it has nothing for the range
 */
public record PlannedRequest(
        String station,
        String address,
        Instant from,
        Instant to,
        boolean isPaged,
        boolean isRecurring,
        boolean mayBeAbsent) {}
