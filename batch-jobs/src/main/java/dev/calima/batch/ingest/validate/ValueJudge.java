package dev.calima.batch.ingest.validate;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.ingest.validate.ReferenceData.StoredParameter;
import dev.calima.sql.type.QualityRule;
import java.time.Clock;

/** The quality rules that need no other value than the one judged. */
final class ValueJudge {

    private final Sentinels sentinels;
    private final EndedPeriods periods;

    /** @param clock tells when the load began */
    ValueJudge(FeedDefinition feed, Clock clock) {
        this.sentinels = new Sentinels(feed.sentinels());
        this.periods = new EndedPeriods(clock);
    }

    /**
     * Bits of {@link QualityRule} that speak against a value that the publisher calls valid; 0 for none.
     *
     * @param published the number before its unit is converted
     * @param value in the parameter's unit
     * @param endMinute end of its period, in minutes since 1970-01-01T00:00Z
     */
    byte judge(double published, float value, StoredParameter parameter, long endMinute) {
        int bits = 0;
        if (sentinels.contains(published)) {
            bits = QualityRule.SENTINEL.bit(); // no number, so no range either
        } else if (PlausibleRange.refuses(value, parameter)) {
            bits = QualityRule.IMPLAUSIBLE.bit();
        }
        if (!periods.hasEnded(endMinute)) {
            bits |= QualityRule.FUTURE.bit();
        }
        return (byte) bits;
    }
}
