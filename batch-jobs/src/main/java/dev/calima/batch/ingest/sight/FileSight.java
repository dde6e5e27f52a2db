package dev.calima.batch.ingest.sight;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a file is about.
 *
 * @param firstDay its first day, by the feed's clock; null when it tells none
 * @param lastDay its last day; null when it tells none
 * @param stations codes of its stations, as they are called today
 * @param lines lines with data; estimated when it was not read to its end
 * @param values values on them; estimated likewise
 * @param isWhole whether it was read to its end
 * @param problem why it could not be read, and what to do; null when it could
 */
public record FileSight(
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay,
        Set<String> stations,
        long lines,
        long values,
        boolean isWhole,
        @Nullable String problem) {

    public FileSight {
        stations = Collections.unmodifiableSet(new TreeSet<>(stations));
    }

    /** The same of a file that turned out to be broken. */
    public FileSight broken(@Nullable String reason) {
        return new FileSight(firstDay, lastDay, stations, lines, values, false, reason);
    }
}
