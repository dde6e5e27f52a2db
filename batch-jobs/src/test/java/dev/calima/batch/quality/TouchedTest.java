package dev.calima.batch.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A change judged from what lies around it gives every step of the series the bits that judging the whole series anew gives it.
 * Series are made to be hard: few different numbers, long runs, stretches in other units, gaps, changes that join and part runs.
 */
class TouchedTest {

    private static final int SERIES = 3_000;
    private static final int MOST_STEPS = 2_500;

    @Test
    void judgingWhatAChangeTouchesIsJudgingTheWholeSeries() {
        Random random = new Random(20261124);
        int known = 0;
        int partial = 0;
        int marked = 0;
        for (int round = 0; round < SERIES; round++) {
            Thresholds thresholds = thresholds(random);
            float[] before = series(random);
            int from = random.nextInt(before.length);
            int to = Math.min(before.length - 1, from + random.nextInt(random.nextBoolean() ? 1 : 60));
            float[] after = before.clone();
            change(random, after, from, to);
            byte[] was = judge(before, thresholds);
            byte[] is = judge(after, thresholds);
            for (int margin = thresholds.stepsOfDay(); ; margin *= 3) {
                int begin = from - margin;
                int end = to + margin;
                Track near = track(after, begin, end);
                SeriesRules.judge(near, thresholds);
                Touched touched = Touched.by(near, thresholds, begin, from, to, end);
                if (!touched.isKnown()) {
                    assertThat(margin).as("round %d: no margin suffices", round).isLessThan(MOST_STEPS * 30);
                    continue;
                }
                known++;
                byte[] result = was.clone();
                Arrays.fill(result, from, to + 1, (byte) 0);
                for (int i = touched.first(); i < touched.end(); i++) {
                    result[near.at(i)] = near.bits(i);
                }
                assertThat(result).as("round %d, margin %d", round, margin).isEqualTo(is);
                partial += touched.end() - touched.first() < near.size() ? 1 : 0;
                for (byte bits : is) {
                    marked += bits != 0 ? 1 : 0;
                }
                break;
            }
        }
        assertThat(known).isEqualTo(SERIES);
        assertThat(partial).as("series of which only a part had to be judged").isGreaterThan(SERIES / 2);
        assertThat(marked).as("steps with a bit").isGreaterThan(SERIES * 20);
    }

    private static Thresholds thresholds(Random random) {
        int stepMinutes = new int[] {60, 60, 60, 180, 1440}[random.nextInt(5)];
        int hours = 24 + random.nextInt(48);
        return Thresholds.of(
                stepMinutes,
                random.nextInt(10) == 0 ? Thresholds.NEVER : hours,
                2,
                hours * 2,
                random.nextBoolean() ? 4 : 1,
                1 + random.nextInt(10),
                random.nextInt(10) == 0 ? 0 : 0.5f,
                random.nextInt(10) == 0 ? Float.POSITIVE_INFINITY : 500);
    }

    /** NaN where nothing is measured; over 5000 is outside the plausible range. */
    private static float[] series(Random random) {
        float[] values = new float[50 + random.nextInt(MOST_STEPS)];
        Arrays.fill(values, Float.NaN);
        int i = 0;
        while (i < values.length) {
            int length = Math.min(values.length - i, 1 + random.nextInt(random.nextBoolean() ? 8 : 120));
            switch (random.nextInt(9)) {
                case 0 -> i += random.nextInt(40); // a gap
                case 1, 2 -> Arrays.fill(values, i, i + length, 1 + random.nextInt(4));
                case 3 -> fill(random, values, i, length, 0.001f);
                case 4 -> fill(random, values, i, length, 1000f);
                case 5 -> Arrays.fill(values, i, i + length, 0);
                default -> fill(random, values, i, length, 1);
            }
            i += length;
        }
        return values;
    }

    private static void fill(Random random, float[] values, int from, int length, float factor) {
        int numbers = 1 + random.nextInt(60);
        for (int i = from; i < from + length; i++) {
            values[i] = (1 + random.nextInt(numbers)) * factor * (random.nextInt(40) == 0 ? 15 : 1);
        }
    }

    private static void change(Random random, float[] values, int from, int to) {
        float constant = 1 + random.nextInt(4);
        int kind = random.nextInt(5);
        for (int i = from; i <= to; i++) {
            values[i] = switch (kind) {
                case 0 -> Float.NaN;
                case 1 -> constant;
                case 2 -> from > 0 ? values[from - 1] : constant;
                case 3 -> 0.001f * (1 + random.nextInt(50));
                default -> 1 + random.nextInt(60);
            };
        }
    }

    private static byte[] judge(float[] values, Thresholds thresholds) {
        Track whole = track(values, 0, values.length - 1);
        SeriesRules.judge(whole, thresholds);
        byte[] bits = new byte[values.length];
        for (int i = 0; i < whole.size(); i++) {
            bits[whole.at(i)] = whole.bits(i);
        }
        return bits;
    }

    private static Track track(float[] values, int begin, int end) {
        Track track = new Track();
        for (int step = Math.max(0, begin); step <= Math.min(end, values.length - 1); step++) {
            if (!Float.isNaN(values[step])) {
                track.add(step, values[step], values[step] > 5000);
            }
        }
        return track;
    }
}
