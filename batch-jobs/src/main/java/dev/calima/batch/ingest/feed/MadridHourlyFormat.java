package dev.calima.batch.ingest.feed;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Madrid's hourly files as {@code ;}-separated text, published since 2017: one line for each station, magnitude and day,
 * with 24 pairs of value and flag. Numbers may be padded with zeros. Flag {@code V} is valid, {@code N} is not.
 *
 * <p>Source: Ayuntamiento de Madrid, "Intérprete de ficheros de datos horarios, diarios y tiempo real".
 */
public final class MadridHourlyFormat implements FeedFormat {

    private static final int HOURS = 24;
    private static final int KEY_COLUMNS = 8;
    private static final int COLUMNS = KEY_COLUMNS + 2 * HOURS;
    private static final String HEADER = header();

    @Override
    public String name() {
        return "madrid-hourly";
    }

    @Override
    public FeedReader open(Source source, FormatOptions options) throws IOException, NotThisFormatException {
        Lines lines = source.lines();
        if (!lines.next()) {
            throw new NotThisFormatException("it is empty: nothing to load; if it should not be, fetch it again");
        }
        String found = lines.text();
        if (!found.equalsIgnoreCase(HEADER)) {
            throw new NotThisFormatException("line 1 is not the header of Madrid's hourly files: expected '"
                    + HEADER.substring(0, 60) + "...', found '" + abbreviated(found)
                    + "'; check that the file belongs to this feed");
        }
        return new Reader(lines, found + "\n");
    }

    private static String header() {
        StringBuilder header = new StringBuilder("PROVINCIA;MUNICIPIO;ESTACION;MAGNITUD;PUNTO_MUESTREO;ANO;MES;DIA");
        for (int hour = 1; hour <= HOURS; hour++) {
            header.append(String.format(Locale.ROOT, ";H%02d;V%02d", hour, hour));
        }
        return header.toString();
    }

    private static String abbreviated(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    /** Reads bytes in place: no text is made of a line that is in order. */
    private static final class Reader implements FeedReader {

        private final Lines lines;
        private final String head;
        private final int[] columnStart = new int[COLUMNS + 1];
        private final double[] values = new double[HOURS];
        private final byte[] marks = new byte[HOURS];

        private int stationKey = -1;
        private String station = "";
        private int magnitudeKey = -1;
        private String magnitude = "";
        private int dateKey = -1;
        private LocalDate date = LocalDate.EPOCH;

        Reader(Lines lines, String head) {
            this.lines = lines;
            this.head = head;
        }

        @Override
        public @Nullable Parsed next() throws IOException {
            do {
                if (!lines.next()) {
                    return null;
                }
            } while (lines.start() == lines.end() && !lines.isTooLong()); // empty lines, such as at the very end
            return parse();
        }

        @Override
        public String rawText() {
            return lines.text();
        }

        @Override
        public String head() {
            return head;
        }

        private Parsed parse() {
            if (lines.isTooLong()) {
                return bad(NoticeKind.LINE_TOO_LONG, "the line is longer than 1 MiB; no line of this format is");
            }
            int columns = split();
            if (columns != COLUMNS) {
                return bad(
                        NoticeKind.WRONG_NUMBER_OF_COLUMNS,
                        "the line has " + columns + " columns, the format has " + COLUMNS
                                + "; it may be cut or joined");
            }
            int province = whole(0);
            int municipality = whole(1);
            int site = whole(2);
            int kind = whole(3);
            int year = whole(5);
            int month = whole(6);
            int day = whole(7);
            if (province < 0 || municipality < 0 || site < 0 || kind < 0 || year < 0 || month < 0 || day < 0) {
                return bad(
                        NoticeKind.NOT_A_NUMBER,
                        "PROVINCIA, MUNICIPIO, ESTACION, MAGNITUD, ANO, MES and DIA must be whole numbers");
            }
            if (!isDate(year, month, day)) {
                return bad(
                        NoticeKind.IMPOSSIBLE_DATE,
                        "there is no " + day + "." + month + "." + year + " in the calendar; correct the date");
            }
            List<Notice> notices = cells();
            return new Reading(
                    lines.number(),
                    station(province, municipality, site),
                    magnitude(kind),
                    date,
                    1,
                    values,
                    marks,
                    notices);
        }

        /** Notes where each column begins; returns how many there are. */
        private int split() {
            byte[] bytes = lines.bytes();
            int columns = 0;
            int begin = lines.start();
            for (int i = lines.start(); i < lines.end(); i++) {
                if (bytes[i] == ';') {
                    if (columns < COLUMNS) {
                        columnStart[columns] = begin;
                    }
                    columns++;
                    begin = i + 1;
                }
            }
            if (columns < COLUMNS) {
                columnStart[columns] = begin;
            }
            columnStart[COLUMNS] = lines.end() + 1;
            return columns + 1;
        }

        private List<Notice> cells() {
            List<Notice> notices = List.of();
            byte[] bytes = lines.bytes();
            for (int hour = 0; hour < HOURS; hour++) {
                int column = KEY_COLUMNS + 2 * hour;
                int from = columnStart[column];
                int to = columnStart[column + 1] - 1;
                int flagFrom = columnStart[column + 1];
                int flagLength = columnStart[column + 2] - 1 - flagFrom;
                byte flag = flagLength == 1 ? bytes[flagFrom] : 0;
                marks[hour] = Reading.NOTHING;
                if (flag != 'V' && flag != 'N') {
                    notices = with(
                            notices,
                            cell(
                                    NoticeKind.UNKNOWN_FLAG,
                                    hour,
                                    "the flag is '"
                                            + lines.text().split(";", -1)[column + 1]
                                            + "'; known are V (valid) and N (not valid). The value is left out until the flag is known"));
                    continue;
                }
                double value = Decimal.parse(bytes, from, to);
                if (Double.isNaN(value)) {
                    if (flag == 'V' || from < to) {
                        notices = with(
                                notices,
                                cell(
                                        NoticeKind.NOT_A_NUMBER,
                                        hour,
                                        "the value is '" + lines.text().split(";", -1)[column]
                                                + "'; a number was expected"));
                    }
                    continue;
                }
                values[hour] = value;
                marks[hour] = flag == 'V' ? Reading.VALID : Reading.INVALID;
            }
            return notices;
        }

        private static List<Notice> with(List<Notice> notices, Notice one) {
            List<Notice> more = notices.isEmpty() ? new ArrayList<>() : notices;
            more.add(one);
            return more;
        }

        private Notice cell(NoticeKind kind, int hour, String reason) {
            return new Notice(kind, lines.number(), String.format(Locale.ROOT, "H%02d", hour + 1), reason);
        }

        private Parsed bad(NoticeKind kind, String reason) {
            return new Parsed.BadLine(new Notice(kind, lines.number(), "", reason));
        }

        /** A whole number of up to 9 digits; -1 when the column holds anything else. */
        private int whole(int column) {
            byte[] bytes = lines.bytes();
            int from = columnStart[column];
            int to = columnStart[column + 1] - 1;
            if (to <= from || to - from > 9) {
                return -1;
            }
            int number = 0;
            for (int i = from; i < to; i++) {
                int digit = bytes[i] - '0';
                if (digit < 0 || digit > 9) {
                    return -1;
                }
                number = 10 * number + digit;
            }
            return number;
        }

        private boolean isDate(int year, int month, int day) {
            if (year > 9999 || month > 12 || day > 31) {
                return false;
            }
            int key = (year * 13 + month) * 32 + day;
            if (key == dateKey) {
                return true;
            }
            try {
                date = LocalDate.of(year, month, day);
            } catch (DateTimeException e) {
                return false;
            }
            dateKey = key;
            return true;
        }

        private String station(int province, int municipality, int site) {
            if (province > 99 || municipality > 999 || site > 999) {
                return province + "-" + municipality + "-" + site; // no code of the network: the validator says so
            }
            int key = (province * 1000 + municipality) * 1000 + site;
            if (key != stationKey) {
                stationKey = key;
                station = String.format(Locale.ROOT, "%02d%03d%03d", province, municipality, site);
            }
            return station;
        }

        private String magnitude(int kind) {
            if (kind != magnitudeKey) {
                magnitudeKey = kind;
                magnitude = Integer.toString(kind);
            }
            return magnitude;
        }
    }
}
