package dev.calima.api.forecast;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * The share of cases in which the interval should hold the value.
 *
 * @param share 0.50 to 0.99
 */
record Level(BigDecimal share) {

    private static final Pattern NUMBER = Pattern.compile("0?\\.\\d{1,6}");
    private static final BigDecimal MIN = new BigDecimal("0.5");
    private static final BigDecimal MAX = new BigDecimal("0.99");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** @throws IllegalArgumentException outside 0.5 to 0.99 */
    Level {
        if (share.compareTo(MIN) < 0 || share.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("must be from 0.5 to 0.99, such as 0.9");
        }
        share = share.stripTrailingZeros();
    }

    /** @throws IllegalArgumentException when the text is no such share */
    static Level parse(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a fraction from 0.5 to 0.99, such as 0.9");
        }
        return new Level(new BigDecimal(text));
    }

    /** Level of the quantile below which the interval starts. */
    double lowerQuantile() {
        return BigDecimal.ONE.subtract(share).divide(TWO).doubleValue();
    }

    /** Level of the quantile above which the interval ends. */
    double upperQuantile() {
        return BigDecimal.ONE.add(share).divide(TWO).doubleValue();
    }
}
