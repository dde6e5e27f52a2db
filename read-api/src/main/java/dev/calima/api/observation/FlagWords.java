package dev.calima.api.observation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;

/**
 * What {@link Observation} says of a flag, as JSON; there are few flags, so each is asked once.
 *
 * @param flag with its quotes
 * @param validity its code
 * @param verification its code
 */
@SuppressWarnings("ArrayRecordComponent") // goes from the table to the answer, and is never compared
record FlagWords(byte[] flag, byte[] validity, byte[] verification) {

    private static final int BYTES = 256;
    private static final AtomicReferenceArray<FlagWords> BY_FLAG = new AtomicReferenceArray<>(BYTES);
    private static final AtomicReferenceArray<byte[]> BY_RULES = new AtomicReferenceArray<>(BYTES);

    static FlagWords of(byte flag) {
        int place = Byte.toUnsignedInt(flag);
        FlagWords known = BY_FLAG.get(place);
        if (known == null) {
            Observation one = observation(flag, (byte) 0);
            known = new FlagWords(
                    quoted(one.flagName()),
                    ascii(Integer.toString(one.validity())),
                    ascii(Integer.toString(one.verification())));
            BY_FLAG.set(place, known);
        }
        return known;
    }

    /** The names of quality rules, as a list. */
    static byte[] rules(byte quality) {
        int place = Byte.toUnsignedInt(quality);
        byte[] known = BY_RULES.get(place);
        if (known == null) {
            known = ascii(observation((byte) 0, quality).rules().stream()
                    .map(rule -> '"' + rule + '"')
                    .collect(Collectors.joining(",", "[", "]")));
            BY_RULES.set(place, known);
        }
        return known;
    }

    private static Observation observation(byte flag, byte quality) {
        return new Observation(Instant.EPOCH, Instant.EPOCH, flag, quality, null);
    }

    private static byte[] quoted(String word) {
        return ascii('"' + word + '"');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
