package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.feed.Lines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The layouts of one kind of file, and how a line tells which one it is in. A line decides only when it cannot be anything
 * else: the right shape, numbers for its station, magnitude and date, and a letter for every flag.
 */
final class MadridLayouts {

    /** Files with the hours of a day in each line. */
    static final MadridLayouts HOURLY = new MadridLayouts('H', 24, new int[] {20});
    /** Files with the days of a month in each line. */
    static final MadridLayouts DAILY = new MadridLayouts('D', 31, new int[] {20, 18});

    private static final int MONTHS = 12;
    private static final int DAYS = 31;
    /** Longer than any header: what is longer is not looked at as one. */
    private static final int LONGEST_HEADER = 2048;

    private final char letter;
    private final int pairs;
    private final List<FixedWidthLayout> fixed = new ArrayList<>();

    private MadridLayouts(char letter, int pairs, int[] keyWidths) {
        this.letter = letter;
        this.pairs = pairs;
        for (int keyWidth : keyWidths) {
            fixed.add(new FixedWidthLayout(keyWidth, pairs));
        }
    }

    /** Pairs of value and flag in a line. */
    int pairs() {
        return pairs;
    }

    /** What a column of values is called, such as {@code H01}. */
    String column(int pair) {
        return letter + (pair < 9 ? "0" : "") + (pair + 1);
    }

    /** The layout that a header line announces; null when it is none. */
    @Nullable MadridLayout announcedBy(byte[] bytes, int start, int end) {
        if (end - start > LONGEST_HEADER || isDigit(bytes[start])) {
            return null;
        }
        return MadridHeader.read(Lines.text(bytes, start, end), letter, pairs);
    }

    /** The layout that a line with data is in beyond doubt; null when it is in none. */
    @Nullable MadridLayout of(byte[] bytes, int start, int end) {
        MadridFields fields = new MadridFields(pairs);
        for (FixedWidthLayout layout : fixed) {
            if (layout.locate(bytes, start, end, fields) && isWhole(fields)) {
                return layout;
            }
        }
        for (byte separator : new byte[] {';', ','}) {
            @Nullable SeparatedLayout layout = separated(separator, SeparatedLayout.columns(bytes, start, end, separator));
            if (layout != null && layout.locate(bytes, start, end, fields) && isWhole(fields)) {
                return layout;
            }
        }
        return null;
    }

    /** The layout with so many columns and no header: with technique and period, or with the sampling point. */
    private @Nullable SeparatedLayout separated(byte separator, int columns) {
        int keys = columns - 2 * pairs;
        int date = letter == 'H' ? 3 : 2;
        boolean techniqueAndPeriod = keys == 6 + date || (letter == 'D' && keys == 6 + date + 1);
        boolean samplingPoint = keys == 5 + date;
        if (!techniqueAndPeriod && !samplingPoint) {
            return null;
        }
        int[] fields = new int[columns];
        Arrays.fill(fields, SeparatedLayout.UNUSED);
        for (int field = MadridFields.PROVINCE; field <= MadridFields.MAGNITUDE; field++) {
            fields[field] = field;
        }
        int year = techniqueAndPeriod ? 6 : 5;
        for (int i = 0; i < date; i++) {
            fields[year + i] = MadridFields.YEAR + i;
        }
        for (int pair = 0; pair < pairs; pair++) {
            fields[keys + 2 * pair] = MadridFields.valueField(pair);
            fields[keys + 2 * pair + 1] = MadridFields.flagField(pair);
        }
        return new SeparatedLayout(separator, fields);
    }

    private boolean isWhole(MadridFields fields) {
        for (int field = MadridFields.PROVINCE; field <= MadridFields.YEAR; field++) {
            if (fields.whole(field) < 0) {
                return false;
            }
        }
        int month = fields.whole(MadridFields.MONTH);
        if (month < 1 || month > MONTHS) {
            return false;
        }
        if (letter == 'H' && (fields.whole(MadridFields.DAY) < 1 || fields.whole(MadridFields.DAY) > DAYS)) {
            return false;
        }
        for (int pair = 0; pair < pairs; pair++) {
            if (fields.flag(pair) < 'A' || fields.flag(pair) > 'Z') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The layouts in a few words, for messages. */
    String inWords() {
        String widths = fixed.stream().map(FixedWidthLayout::inWords).collect(Collectors.joining(", "));
        int keys = letter == 'H' ? 9 : 8;
        return "'PROVINCIA;MUNICIPIO;ESTACION;MAGNITUD;PUNTO_MUESTREO;ANO;MES;"
                + (letter == 'H' ? "DIA;" : "") + column(0) + ";V01...' as header, " + widths + ", or lines of "
                + (keys - 1 + 2 * pairs) + " or " + (keys + 2 * pairs) + " columns separated by ';' or ','";
    }
}
