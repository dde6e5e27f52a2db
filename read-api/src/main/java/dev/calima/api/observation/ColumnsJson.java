package dev.calima.api.observation;

import dev.calima.api.series.Series;
import dev.calima.api.web.TimeRange;
import dev.calima.sql.type.QualityFlag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an answer as JSON, one growing text for each, without an object for each value. What it writes is what
 * {@link ObservationResponse.Columns} would become.
 */
final class ColumnsJson {

    private static final int SECONDS_OF_DAY = 86_400;
    private static final byte[] NULL = ascii("null");
    /** The ends of periods' starts, such as {@code T01:00:00Z"}, by step and phase in seconds. */
    private static final Map<Integer, byte[][]> CLOCKS = new ConcurrentHashMap<>();

    private final JsonText periodStart = new JsonText();
    private final JsonText value = new JsonText();
    private final JsonText flag = new JsonText();
    private final JsonText validity = new JsonText();
    private final JsonText verification = new JsonText();
    private final JsonText quality = new JsonText();
    private final int step;
    private final int phase;
    private final byte[][] clock;
    private final long from;
    private final long to;
    private final long now;
    private long observed;
    private int count;

    /** @param now periods that end later do not count as observed */
    ColumnsJson(Series series, TimeRange range, Instant now) {
        this.step = Math.toIntExact(series.step().toSeconds());
        this.phase = Math.toIntExact(series.phase().toSeconds());
        this.clock = CLOCKS.computeIfAbsent(step * SECONDS_OF_DAY + phase, key -> clock(step, phase));
        this.from = ceiling(range.from());
        this.to = ceiling(range.to());
        this.now = now.getEpochSecond();
    }

    /**
     * Adds a day as it is stored.
     *
     * @param values one a step; null where nothing was published
     * @param rules bits of quality rules, one byte a step; null when none speaks against any of them
     */
    void addDay(LocalDate day, byte[] flags, @Nullable Float[] values, byte @Nullable [] rules) {
        byte[] date = ascii('"' + day.toString());
        long start = day.toEpochDay() * SECONDS_OF_DAY + phase;
        for (int i = 0; i < flags.length; i++) {
            if (flags[i] != QualityFlag.ABSENT && start >= from && start < to) {
                add(date, clock[i], flags[i], values[i], rules == null ? 0 : rules[i]);
                if (QualityFlag.isUsable(flags[i]) && start + step <= now) {
                    observed++;
                }
            }
            start += step;
        }
    }

    /** Periods that have ended with a value that may be used. */
    long observed() {
        return observed;
    }

    /** The whole answer. */
    byte[] with(byte[] meta) {
        JsonText answer = new JsonText(meta.length + periodStart.length() + 4 * value.length() + 3 * flag.length());
        answer.put(ascii("{\"meta\":")).put(meta).put(ascii(",\"data\":{\"periodStart\":["));
        answer.put(periodStart).put(ascii("],\"value\":[")).put(value).put(ascii("],\"flag\":["));
        answer.put(flag).put(ascii("],\"validity\":[")).put(validity).put(ascii("],\"verification\":["));
        answer.put(verification).put(ascii("],\"quality\":[")).put(quality).put(ascii("]}}"));
        return answer.bytes();
    }

    private void add(byte[] date, byte[] time, byte flagByte, @Nullable Float published, byte rules) {
        if (count++ > 0) {
            periodStart.put(',');
            value.put(',');
            flag.put(',');
            validity.put(',');
            verification.put(',');
            quality.put(',');
        }
        periodStart.put(date).put(time);
        if (published != null && Float.isFinite(published) && QualityFlag.isUsable(flagByte)) {
            value.put(published);
        } else {
            value.put(NULL);
        }
        FlagWords words = FlagWords.of(flagByte);
        flag.put(words.flag());
        validity.put(words.validity());
        verification.put(words.verification());
        quality.put(FlagWords.rules(rules));
    }

    private static byte[][] clock(int step, int phase) {
        byte[][] clock = new byte[SECONDS_OF_DAY / step][];
        for (int i = 0; i < clock.length; i++) {
            clock[i] = ascii(Instant.ofEpochSecond((long) phase + (long) i * step)
                            .toString()
                            .substring(10)
                    + '"');
        }
        return clock;
    }

    /** The moment, or the second that begins after it: whole seconds are before one exactly when they are before the other. */
    private static long ceiling(Instant moment) {
        return moment.getNano() == 0 ? moment.getEpochSecond() : moment.getEpochSecond() + 1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
