package dev.calima.batch.ingest.feed.csv;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.feed.FeedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the values of a text table one by one. A value that the file marks as missing gives nothing. */
final class LongCsvReader implements FeedReader {

    private static final int HOUR = 60;

    private final CsvLayout layout;
    private final CsvRecords records;
    private final Map<String, Integer> columns;
    private final int width;
    private final Map<String, String> named;
    private final String head;
    private final double[] value = new double[1];
    private final byte[] mark = new byte[1];

    private CsvRecords.@Nullable CsvRecord first;
    private String rawText = "";
    private long line;
    private List<String> fields = List.of();
    private FileTime time = new FileTime.Moment(0);
    private String station = "";
    private int nextValue;
    /** Whether the line has given nothing yet. */
    private boolean silent;

    /**
     * @param first a record that was read already; null when none was
     * @param columns place of each needed column
     * @param width columns of every line
     * @param named what the file's name tells
     * @param head what stands before the first value
     */
    LongCsvReader(
            CsvLayout layout,
            CsvRecords records,
            CsvRecords.@Nullable CsvRecord first,
            Map<String, Integer> columns,
            int width,
            Map<String, String> named,
            String head) {
        this.layout = layout;
        this.records = records;
        this.first = first;
        this.columns = Map.copyOf(columns);
        this.width = width;
        this.named = Map.copyOf(named);
        this.head = head;
        this.nextValue = layout.valueColumns().size();
        records.expect(width);
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        while (true) {
            while (nextValue < layout.valueColumns().size()) {
                String column = layout.valueColumns().get(nextValue++);
                @Nullable Parsed parsed = value(column, column, column);
                if (parsed != null) {
                    silent = false;
                    return parsed;
                }
            }
            if (silent) {
                silent = false;
                return new Parsed.LeftOut(line); // all its values are marked as missing; it is counted all the same
            }
            CsvRecords.@Nullable CsvRecord record = first == null ? records.next() : first;
            first = null;
            if (record == null) {
                return null;
            }
            @Nullable Parsed parsed = begin(record);
            if (parsed != null) {
                return parsed;
            }
        }
    }

    @Override
    public String rawText() {
        return rawText;
    }

    @Override
    public String head() {
        return head;
    }

    /** Takes a line; gives its value where it has one only, or what is wrong with it. */
    private @Nullable Parsed begin(CsvRecords.CsvRecord record) {
        rawText = record.text();
        line = record.line();
        fields = record.fields();
        silent = false;
        CsvRecords.@Nullable Problem problem = record.problem();
        if (problem != null) {
            return bad(problem.kind(), "", problem.reason());
        }
        if (fields.size() != width) {
            return bad(
                    NoticeKind.WRONG_NUMBER_OF_COLUMNS,
                    "",
                    "the line has " + fields.size() + " columns, the first one of the file has " + width
                            + "; it may be cut or joined");
        }
        time = layout.time().read(this::field, this::named);
        if (time instanceof FileTime.Unreadable unreadable) {
            return bad(unreadable.kind(), "", unreadable.reason());
        }
        if (time instanceof FileTime.LocalHour && layout.stepMinutes() != HOUR) {
            return bad(
                    NoticeKind.NOT_A_TIME,
                    "",
                    "the time tells no distance from UTC, which periods of " + layout.stepMinutes()
                            + " minutes need; give it as 'offset' in the feed's options");
        }
        station = found(layout.station(), "station");
        CsvLayout.@Nullable Where parameter = layout.parameter();
        if (parameter == null) {
            nextValue = 0;
            silent = true;
            return null;
        }
        @Nullable Parsed only = value(layout.value(), found(parameter, "parameter"), "");
        silent = only == null;
        return only;
    }

    private String found(CsvLayout.Where where, String group) {
        @Nullable String column = where.column();
        if (column != null) {
            return field(column);
        }
        @Nullable String fixed = where.fixed();
        return fixed == null ? named(group) : fixed;
    }

    private @Nullable Parsed value(String column, String parameter, String noticeField) {
        String text = field(column);
        double number = layout.values().read(text);
        byte flagged = Reading.VALID;
        @Nullable String flagColumn = layout.flags().ofValue().get(column);
        if (flagColumn != null) {
            String flag = field(flagColumn);
            @Nullable Byte known = layout.flags().marks().get(flag);
            if (known == null) {
                return Double.isNaN(number) && flag.isEmpty()
                        ? null
                        : refused(
                                parameter,
                                NoticeKind.UNKNOWN_FLAG,
                                noticeField,
                                "the flag is '" + flag
                                        + "', which the feed's options do not list; the value is left out until it is"
                                        + " known");
            }
            flagged = known;
        }
        if (Double.isNaN(number)) {
            return null;
        }
        if (Double.isInfinite(number)) {
            return refused(
                    parameter,
                    NoticeKind.NOT_A_NUMBER,
                    noticeField,
                    "the value is '" + text + "'; a number was expected, or one of the marks for a missing one");
        }
        if (time instanceof FileTime.LocalHour && layout.unit() != null) {
            return bad(
                    NoticeKind.UNKNOWN_UNIT,
                    noticeField,
                    "a unit column is read only beside times that tell their distance from UTC; give the unit in the"
                            + " feed's parameters and take 'unit' out of its options");
        }
        return reading(parameter, noticeField, number, flagged);
    }

    private Parsed reading(String parameter, String noticeField, double number, byte flagged) {
        if (time instanceof FileTime.LocalHour hour) {
            value[0] = number;
            mark[0] = flagged;
            return new Reading(line, noticeField, station, parameter, hour.day(), hour.hour(), value, mark, List.of());
        }
        return new StampedReading(
                line,
                noticeField,
                station,
                null,
                parameter,
                layout.unit() == null ? null : field(layout.unit()),
                time instanceof FileTime.Moment moment ? moment.epochSecond() : 0,
                layout.stepMinutes(),
                number,
                flagged);
    }

    /** A value that cannot be read, and the reading that it would have been. */
    private Parsed refused(String parameter, NoticeKind kind, String field, String reason) {
        return new Parsed.BadLine(new Notice(kind, line, field, reason), reading(parameter, field, 0, Reading.INVALID));
    }

    private String field(String column) {
        Integer place = columns.get(column);
        return place == null ? "" : fields.get(place);
    }

    private String named(String group) {
        return named.getOrDefault(group, "");
    }

    private Parsed bad(NoticeKind kind, String field, String reason) {
        return new Parsed.BadLine(new Notice(kind, line, field, reason));
    }
}
