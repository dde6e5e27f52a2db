package dev.calima.batch.ingest.validate;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.DoubleStream;

/**
 * {@link dev.calima.sql.type.QualityRule#SENTINEL}: a published number that stands for "no value". It is looked for before the
 * unit is converted. Some are so common that every feed has them; others, such as -9.99, are measured somewhere, so that a feed
 * has to name them.
 */
final class Sentinels {

    private static final double[] COMMON = {-99, -999, -9999};
    /** Above the error of a number that was written with fewer digits than a {@code double} has. */
    private static final double TOLERANCE = 1e-9;

    private final double[] numbers;
    private final double least;
    private final double greatest;

    /** @param ofFeed those that the feed names */
    Sentinels(Collection<Double> ofFeed) {
        numbers = DoubleStream.concat(Arrays.stream(COMMON), ofFeed.stream().mapToDouble(Double::doubleValue))
                .sorted()
                .toArray();
        least = numbers[0] - slack(numbers[0]);
        greatest = numbers[numbers.length - 1] + slack(numbers[numbers.length - 1]);
    }

    boolean contains(double published) {
        if (published < least || published > greatest) {
            return false; // most numbers, at the cost of two comparisons
        }
        for (double number : numbers) {
            if (Math.abs(published - number) <= slack(number)) {
                return true;
            }
        }
        return false;
    }

    private static double slack(double number) {
        return Math.abs(number) * TOLERANCE;
    }
}
