package dev.calima.batch.aggregate;

import static dev.calima.sql.schema.Tables.AIR_QUALITY_INDEX;
import static dev.calima.sql.schema.Tables.CAPTURE_RULE;
import static dev.calima.sql.schema.Tables.INDEX_BOUND;
import static dev.calima.sql.schema.Tables.LIMIT_VALUE;

import dev.calima.batch.aggregate.compute.AirQualityIndex;
import dev.calima.batch.aggregate.compute.CaptureRules;
import dev.calima.batch.aggregate.compute.LimitValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads rules, indices and limit values. */
@Component
class StandardsReader {

    private static final String NOT_COMPUTED = "peak-season";

    private final DSLContext dsl;

    StandardsReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    Standards read() {
        return new Standards(rules(), indices(), limits());
    }

    private CaptureRules rules() {
        Map<String, Short> percent = dsl.select(CAPTURE_RULE.RULE, CAPTURE_RULE.MIN_PERCENT)
                .from(CAPTURE_RULE)
                .fetchMap(CAPTURE_RULE.RULE, CAPTURE_RULE.MIN_PERCENT);
        return new CaptureRules(
                get(percent, "hour"),
                get(percent, "window-8h"),
                get(percent, "window-24h"),
                get(percent, "day"),
                get(percent, "max-8h"));
    }

    private static int get(Map<String, Short> percent, String rule) {
        @Nullable Short value = percent.get(rule);
        if (value == null) {
            throw new IllegalStateException("capture_rule has no row '" + rule + "'");
        }
        return value;
    }

    private List<AirQualityIndex> indices() {
        return dsl
                .select(AIR_QUALITY_INDEX.AIR_QUALITY_INDEX_ID, AIR_QUALITY_INDEX.CODE)
                .from(AIR_QUALITY_INDEX)
                .orderBy(AIR_QUALITY_INDEX.AIR_QUALITY_INDEX_ID)
                .fetch()
                .stream()
                .map(row -> new AirQualityIndex(row.value1(), row.value2(), bounds(row.value1())))
                .toList();
    }

    private List<AirQualityIndex.Bound> bounds(short index) {
        return dsl.select(INDEX_BOUND.PARAMETER_ID, INDEX_BOUND.AVERAGING_HOURS, INDEX_BOUND.UPPER_BOUNDS)
                .from(INDEX_BOUND)
                .where(INDEX_BOUND.AIR_QUALITY_INDEX_ID.eq(index))
                .orderBy(INDEX_BOUND.PARAMETER_ID)
                .fetch(row -> new AirQualityIndex.Bound(row.value1(), row.value2(), floats(row.value3())));
    }

    private static float[] floats(Float[] boxed) {
        float[] floats = new float[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            floats[i] = boxed[i];
        }
        return floats;
    }

    private List<LimitValue> limits() {
        return dsl.select(
                        LIMIT_VALUE.LIMIT_VALUE_ID,
                        LIMIT_VALUE.STANDARD,
                        LIMIT_VALUE.KIND,
                        LIMIT_VALUE.AVERAGING,
                        LIMIT_VALUE.PARAMETER_ID,
                        LIMIT_VALUE.VALUE,
                        LIMIT_VALUE.CONSECUTIVE)
                .from(LIMIT_VALUE)
                .where(LIMIT_VALUE.AVERAGING.ne(NOT_COMPUTED))
                .orderBy(LIMIT_VALUE.LIMIT_VALUE_ID)
                .fetch(row -> new LimitValue(
                        row.value1(),
                        row.value2() + " " + row.value3() + " " + row.value4(),
                        row.value5(),
                        LimitValue.Mean.valueOf(row.value4().replace('-', '_').toUpperCase(Locale.ROOT)),
                        row.value6(),
                        row.value7()));
    }
}
