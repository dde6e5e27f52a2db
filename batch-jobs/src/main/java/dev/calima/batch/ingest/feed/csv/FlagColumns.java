package dev.calima.batch.ingest.feed.csv;

import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.feed.FormatOptions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the flags stand and what they mean.
 *
 * @param ofValue column of the flag of each value column; empty when there are no flags
 * @param marks mark of a {@link Reading} for each known flag
 */
record FlagColumns(Map<String, String> ofValue, Map<String, Byte> marks) {

    /** Reads {@code flag} (one value on a line) or {@code flags} (by value column), and what the flags mean. */
    static FlagColumns of(FormatOptions options, boolean isLong) {
        Map<String, String> ofValue = new HashMap<>();
        if (isLong && options.has("flag")) {
            ofValue.put(options.text("value", ""), options.text("flag"));
        } else if (!isLong) {
            FormatOptions flags = options.section("flags");
            for (String value : flags.keys()) {
                ofValue.put(value, flags.text(value));
                if (!options.parameters().contains(value)) {
                    flags.problem(value, "is none of the feed's parameters");
                }
            }
        }
        Map<String, Byte> marks = new HashMap<>();
        add(options, "valid", Reading.VALID, marks);
        add(options, "not-valid", Reading.INVALID, marks);
        add(options, "maintenance", Reading.MAINTENANCE, marks);
        if (ofValue.isEmpty() != marks.isEmpty()) {
            options.problem(
                    "valid",
                    ofValue.isEmpty()
                            ? "has flags, but no column of flags is named: add 'flag' (long) or 'flags' (wide)"
                            : "is missing: list the flags of valid values, and the others under 'not-valid' and"
                                    + " 'maintenance'");
        }
        return new FlagColumns(Map.copyOf(ofValue), Map.copyOf(marks));
    }

    /** Every column of flags. */
    Collection<String> columns() {
        return ofValue.values();
    }

    private static void add(FormatOptions options, String key, byte mark, Map<String, Byte> marks) {
        for (String flag : options.texts(key, List.of())) {
            if (marks.put(flag, mark) != null) {
                options.problem(key, "has the flag '" + flag + "', which stands elsewhere too");
            }
        }
    }
}
