package dev.calima.batch.ingest.validate;

import dev.calima.batch.ingest.validate.ReferenceData.StoredParameter;

/** {@link dev.calima.sql.type.QualityRule#IMPLAUSIBLE}: a value outside the range that is believed of its parameter. */
final class PlausibleRange {

    private PlausibleRange() {}

    /** @param value in the parameter's unit */
    static boolean refuses(float value, StoredParameter parameter) {
        return !(value >= parameter.plausibleMin() && value <= parameter.plausibleMax());
    }
}
