package dev.calima.batch.ingest.feed.openaq;

import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.StampedReading.SeenStation;
import org.jspecify.annotations.Nullable;

/**
 * A line of an archive file, read or not.
 *
 * @param line its number
 * @param text as it stands in the file
 * @param value what it says; null when that cannot be read. Its number is 0 where only the number cannot
 * @param problem why it, or its number, cannot be read; null when it can
 */
record ArchiveRow(
        long line,
        String text,
        @Nullable Value value,
        @Nullable Problem problem) {

    /** Why a line cannot be read. */
    record Problem(NoticeKind kind, String reason) {}

    /**
     * What a line says.
     *
     * @param location the location's number
     * @param sensor the sensor's number; empty when the file has none
     * @param parameter OpenAQ's name of the parameter
     * @param unit unit of the number
     * @param stamp end of its period
     * @param number the number
     * @param seen name and place of the location; NaN where the place is no number
     */
    record Value(
            String location,
            String sensor,
            String parameter,
            String unit,
            Stamp stamp,
            double number,
            SeenStation seen) {

        /** Whose steps it follows. */
        Source source() {
            return new Source(location, sensor, parameter);
        }
    }

    /** One quantity of one sensor. */
    record Source(String location, String sensor, String parameter) {}
}
