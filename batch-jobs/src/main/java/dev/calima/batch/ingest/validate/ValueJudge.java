package dev.calima.batch.ingest.validate;

import dev.calima.batch.ingest.validate.ReferenceData.StoredParameter;
import dev.calima.sql.type.QualityRule;

/** The quality rules that need no other value than the one judged. */
final class ValueJudge {

    private ValueJudge() {}

    /** Bits of {@link QualityRule} that speak against a value that the publisher calls valid; 0 for none. */
    static byte judge(float value, StoredParameter parameter) {
        boolean plausible = value >= parameter.plausibleMin() && value <= parameter.plausibleMax();
        return plausible ? 0 : (byte) QualityRule.IMPLAUSIBLE.bit();
    }
}
