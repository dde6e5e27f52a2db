package dev.calima.batch.ingest.validate;

import dev.calima.batch.config.FeedParameter;
import dev.calima.batch.ingest.validate.ReferenceData.StoredParameter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parameter of a feed: what the database says of it, and how published numbers become stored ones. Not thread-safe. */
final class KnownParameter {

    /** Spellings that are remembered; a file with more is no longer quick, but read all the same. */
    private static final int MOST_REMEMBERED = 100;

    private final FeedParameter published;
    private final StoredParameter stored;
    private final double gasTemperature;
    private final UnitConversion conversion;
    private final Map<String, @Nullable UnitConversion> byUnit = new HashMap<>();

    /** @throws IllegalArgumentException when nothing leads from the feed's unit to the stored one; the message says why */
    KnownParameter(FeedParameter published, StoredParameter stored, double gasTemperature) {
        this.published = published;
        this.stored = stored;
        this.gasTemperature = gasTemperature;
        this.conversion = convert(published.unit());
    }

    /** What the database says of it. */
    StoredParameter stored() {
        return stored;
    }

    /** From the unit that the feed's definition names. */
    UnitConversion conversion() {
        return conversion;
    }

    /** From a unit that a line names, or the feed's where it names none or a blank; null when nothing leads from it to the stored one. */
    @Nullable UnitConversion conversion(@Nullable String unit) {
        if (unit == null || unit.isBlank() || unit.equals(published.unit())) {
            return conversion;
        }
        if (byUnit.containsKey(unit)) {
            return byUnit.get(unit);
        }
        @Nullable UnitConversion found = find(unit);
        if (byUnit.size() < MOST_REMEMBERED) {
            byUnit.put(unit, found);
        }
        return found;
    }

    private @Nullable UnitConversion find(String unit) {
        try {
            return convert(unit);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private UnitConversion convert(String unit) {
        return UnitConversion.of(unit, stored.unit(), published.parameter().value(), gasTemperature);
    }
}
