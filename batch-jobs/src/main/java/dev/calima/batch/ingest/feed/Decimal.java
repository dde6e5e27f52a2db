package dev.calima.batch.ingest.feed;

/** Reads decimal numbers: digits with an optional sign and point, zeros in front allowed. */
public final class Decimal {

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };
    /** Digits that a double holds exactly. */
    private static final int MOST_DIGITS = 15;

    private static final int POINT = '.' - '0';

    private Decimal() {}

    /** The number that a text is, which may have an exponent; NaN when it is none. */
    public static double parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("+-.0123456789eE".indexOf(text.charAt(i)) < 0) {
                return Double.NaN; // Java alone would take NaN, Infinity, 1f and 0x1p3 for numbers
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The number from {@code from} to before {@code to}; NaN when the bytes are none, or have over 15 digits. No exponent. */
    public static double parse(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int first = negative ? from + 1 : from;
        if (to - first > MOST_DIGITS + 1) {
            return Double.NaN;
        }
        long digits = 0;
        int point = -1;
        for (int i = first; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
            } else if (digit == POINT && point < 0) {
                point = i;
            } else {
                return Double.NaN;
            }
        }
        int count = to - first - (point < 0 ? 0 : 1);
        if (count == 0 || count > MOST_DIGITS) {
            return Double.NaN;
        }
        double value = point < 0 ? digits : digits / POWERS[to - 1 - point];
        return negative ? -value : value;
    }
}
