package dev.calima.batch.ingest;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test turns. Thread-safe. */
final class TurnableClock extends Clock {

    private volatile Instant now;

    TurnableClock(Instant now) {
        this.now = now;
    }

    void turnTo(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nobody asks it for a zone");
    }
}
