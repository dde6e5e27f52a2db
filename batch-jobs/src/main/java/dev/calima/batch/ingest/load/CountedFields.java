package dev.calima.batch.ingest.load;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A format that lets only some columns of some lines count: a mended line brings what was refused of it, not what was
 * loaded from it before and may have been corrected since.
 */
final class CountedFields implements FeedFormat {

    private final FeedFormat format;
    private final Map<Long, Set<String>> fieldsOfLine;

    /** @param fieldsOfLine the columns that count, by line from 1; of a line that is not there, or has none, all do */
    CountedFields(FeedFormat format, Map<Long, Set<String>> fieldsOfLine) {
        this.format = format;
        this.fieldsOfLine = Map.copyOf(fieldsOfLine);
    }

    @Override
    public String name() {
        return format.name();
    }

    @Override
    public boolean countsLines() {
        return format.countsLines();
    }

    @Override
    public FeedReader open(Source source, FormatOptions options) throws IOException, NotThisFormatException {
        FeedReader all = format.open(source, options);
        return new FeedReader() {
            @Override
            public @Nullable Parsed next() throws IOException {
                for (Parsed parsed = all.next(); parsed != null; parsed = all.next()) {
                    Set<String> fields = fieldsOfLine.getOrDefault(parsed.line(), Set.of());
                    @Nullable Parsed counted = fields.isEmpty() ? parsed : counted(parsed, fields);
                    if (counted != null) {
                        return counted;
                    }
                }
                return null;
            }

            @Override
            public String rawText() {
                return all.rawText();
            }

            @Override
            public String head() {
                return all.head();
            }
        };
    }

    private static @Nullable Parsed counted(Parsed parsed, Set<String> fields) {
        return switch (parsed) {
            case Parsed.BadLine bad ->
                bad.notice().isAboutLine() || fields.contains(bad.notice().field()) ? bad : null;
            case Parsed.LeftOut none -> none;
            case StampedReading stamped ->
                stamped.field().isEmpty() || fields.contains(stamped.field()) ? stamped : null;
            case Reading reading when !reading.field().isEmpty() -> fields.contains(reading.field()) ? reading : null;
            case Reading reading -> counted(reading, fields);
        };
    }

    private static Reading counted(Reading reading, Set<String> fields) {
        double[] values = new double[reading.hours()];
        byte[] marks = new byte[reading.hours()];
        for (int i = 0; i < reading.hours(); i++) {
            String field = String.format(Locale.ROOT, "H%02d", reading.firstHour() + i);
            values[i] = reading.value(i);
            marks[i] = fields.contains(field) ? reading.mark(i) : Reading.NOTHING;
        }
        List<Notice> notices = reading.notices().stream()
                .filter(notice -> fields.contains(notice.field()))
                .toList();
        return new Reading(
                reading.line(),
                reading.station(),
                reading.parameter(),
                reading.day(),
                reading.firstHour(),
                values,
                marks,
                notices);
    }
}
