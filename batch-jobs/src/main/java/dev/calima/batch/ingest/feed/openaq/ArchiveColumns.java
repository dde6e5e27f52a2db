package dev.calima.batch.ingest.feed.openaq;

import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.StampedReading.SeenStation;
import dev.calima.batch.ingest.feed.Decimal;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the columns of an archive file stand, and how a line is read. */
final class ArchiveColumns {

    /** More columns have never been seen, and are cut off. */
    private static final int MOST_COLUMNS = 50;

    private final int columns;
    private final int location;
    private final int sensor;
    private final int name;
    private final int time;
    private final int latitude;
    private final int longitude;
    private final int parameter;
    private final int unit;
    private final int value;

    private ArchiveColumns(List<String> header, List<String> missing) {
        columns = header.size();
        location = place(header, missing, "location_id");
        sensor = Math.max(header.indexOf("sensors_id"), header.indexOf("sensor_id"));
        name = place(header, missing, "location");
        time = place(header, missing, "datetime");
        latitude = place(header, missing, "lat");
        longitude = place(header, missing, "lon");
        parameter = place(header, missing, "parameter");
        unit = header.contains("unit") ? header.indexOf("unit") : place(header, missing, "units");
        value = place(header, missing, "value");
    }

    /** @throws NotThisFormatException when the line is not the header of an archive file */
    static ArchiveColumns of(String headerLine) throws NotThisFormatException {
        @Nullable List<String> split = CsvLine.split(headerLine, MOST_COLUMNS);
        List<String> header = split == null
                ? List.of()
                : split.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        List<String> missing = new ArrayList<>();
        ArchiveColumns columns = new ArchiveColumns(header, missing);
        if (!missing.isEmpty()) {
            throw new NotThisFormatException("line 1 is not the header of OpenAQ's archive files: missing are "
                    + String.join(", ", missing) + "; found '"
                    + headerLine.substring(0, Math.min(headerLine.length(), 80))
                    + "'; check that the file belongs to this feed");
        }
        return columns;
    }

    private static int place(List<String> header, List<String> missing, String column) {
        int place = header.indexOf(column);
        if (place < 0) {
            missing.add(column);
        }
        return place;
    }

    /** Reads a line. */
    ArchiveRow read(long line, String text) {
        @Nullable List<String> fields = CsvLine.split(text, MOST_COLUMNS);
        if (fields == null) {
            return bad(line, text, NoticeKind.BROKEN_QUOTES, "a quote is not closed; the line may be cut");
        }
        if (fields.size() != columns) {
            return bad(
                    line,
                    text,
                    NoticeKind.WRONG_NUMBER_OF_COLUMNS,
                    "the line has " + fields.size() + " columns, the header has " + columns
                            + "; it may be cut or joined");
        }
        @Nullable Stamp stamp = Stamp.parse(fields.get(time));
        if (stamp == null) {
            return bad(
                    line,
                    text,
                    NoticeKind.NOT_A_TIME,
                    "datetime is '" + fields.get(time) + "'; a time with its offset was expected, such as"
                            + " 2023-02-22T01:00:00-07:00");
        }
        double number = Decimal.parse(fields.get(value));
        ArchiveRow.@Nullable Problem problem = Double.isNaN(number)
                ? new ArchiveRow.Problem(
                        NoticeKind.NOT_A_NUMBER, "the value is '" + fields.get(value) + "'; a number was expected")
                : null;
        String code = fields.get(location);
        return new ArchiveRow(
                line,
                text,
                new ArchiveRow.Value(
                        code,
                        sensor < 0 ? "" : fields.get(sensor),
                        fields.get(parameter),
                        fields.get(unit),
                        stamp,
                        problem == null ? number : 0,
                        new SeenStation(
                                name(fields.get(name), code),
                                Decimal.parse(fields.get(latitude)),
                                Decimal.parse(fields.get(longitude)))),
                problem);
    }

    /** Without the number that the archive appends to the location's name. */
    private static String name(String published, String code) {
        String appended = "-" + code;
        return published.endsWith(appended)
                ? published.substring(0, published.length() - appended.length())
                : published;
    }

    private static ArchiveRow bad(long line, String text, NoticeKind kind, String reason) {
        return new ArchiveRow(line, text, null, new ArchiveRow.Problem(kind, reason));
    }
}
