package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.feed.Decimal;
import java.nio.charset.StandardCharsets;

/**
 * Where the fields of one line lie in its bytes, by what they are and not by their order. Used again for each line; no text
 * is made of a line that is in order.
 */
final class MadridFields {

    static final int PROVINCE = 0;
    static final int MUNICIPALITY = 1;
    static final int STATION = 2;
    static final int MAGNITUDE = 3;
    static final int YEAR = 4;
    static final int MONTH = 5;
    static final int DAY = 6;

    private static final int FIRST_PAIR = 7;
    private static final int MOST_DIGITS = 9;
    private static final int MOST_DECIMALS = 2;
    private static final int DIGITS_OF_SHORT_YEAR = 2;
    /** Automatic measuring began in the eighties: a year of two digits from here on is of the last century. */
    private static final int FIRST_SHORT_YEAR = 80;

    private final int[] from;
    private final int[] to;
    private byte[] bytes = {};

    /** @param pairs how many pairs of value and flag a line has */
    MadridFields(int pairs) {
        from = new int[FIRST_PAIR + 2 * pairs];
        to = new int[FIRST_PAIR + 2 * pairs];
    }

    /** Number of the field that holds the i-th value from 0. */
    static int valueField(int pair) {
        return FIRST_PAIR + 2 * pair;
    }

    /** Number of the field that holds the i-th flag from 0. */
    static int flagField(int pair) {
        return FIRST_PAIR + 2 * pair + 1;
    }

    /** The bytes in which the fields of the next line lie. */
    void begin(byte[] line) {
        bytes = line;
    }

    /** A field lies there. */
    void put(int field, int begin, int end) {
        from[field] = begin;
        to[field] = end;
    }

    /** A whole number of up to 9 digits; -1 when the field holds anything else. */
    int whole(int field) {
        int begin = from[field];
        int end = to[field];
        if (end <= begin || end - begin > MOST_DIGITS) {
            return -1;
        }
        int number = 0;
        for (int i = begin; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /** The year in full, also where two digits stand for it: 80 is 1980, 79 is 2079. -1 when it is no number. */
    int year() {
        int year = whole(YEAR);
        if (year < 0 || to[YEAR] - from[YEAR] != DIGITS_OF_SHORT_YEAR) {
            return year;
        }
        return year < FIRST_SHORT_YEAR ? 2000 + year : 1900 + year;
    }

    /** The i-th value; NaN when it is no number. */
    double value(int pair) {
        int field = valueField(pair);
        int begin = from[field];
        int end = to[field];
        while (begin < end && bytes[begin] == ' ') {
            begin++;
        }
        while (begin < end && bytes[end - 1] == ' ') {
            end--;
        }
        return Decimal.parse(bytes, begin, end);
    }

    /** Digits behind the point of the i-th value. Until 2010 a third one only fills the field: it is always 0. */
    int decimals(int pair) {
        int field = valueField(pair);
        int end = to[field];
        for (int i = from[field]; i < end; i++) {
            if (bytes[i] == '.') {
                int written = end - i - 1;
                return written > MOST_DECIMALS && bytes[end - 1] == '0' ? MOST_DECIMALS : written;
            }
        }
        return 0;
    }

    /** Whether nothing, or nothing but blanks, stands in place of the i-th value. */
    boolean isBlank(int pair) {
        int field = valueField(pair);
        for (int i = from[field]; i < to[field]; i++) {
            if (bytes[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    /** The i-th flag; 0 when the field holds anything but one byte. */
    byte flag(int pair) {
        int field = flagField(pair);
        return to[field] - from[field] == 1 ? bytes[from[field]] : 0;
    }

    /** A field as text, for messages; bytes beyond ASCII show as question marks. */
    String text(int field) {
        return new String(bytes, from[field], to[field] - from[field], StandardCharsets.US_ASCII)
                .replace('\uFFFD', '?');
    }
}
