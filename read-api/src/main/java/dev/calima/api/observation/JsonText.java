package dev.calima.api.observation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of JSON that grow at their end. */
final class JsonText {

    private static final int FIRST_SIZE = 512;
    /** From here on {@link Float#toString(float)} writes an exponent. */
    private static final float PLAIN = 1e7f;

    private byte[] bytes;
    private int length;

    JsonText() {
        this(FIRST_SIZE);
    }

    JsonText(int size) {
        bytes = new byte[size];
    }

    JsonText put(byte[] more) {
        return put(more, more.length);
    }

    JsonText put(JsonText more) {
        return put(more.bytes, more.length);
    }

    JsonText put(char one) {
        room(1);
        bytes[length++] = (byte) one;
        return this;
    }

    /** As {@link Float#toString(float)} writes it; most values are whole, and need not be asked for their digits. */
    JsonText put(float number) {
        int whole = (int) number;
        if (whole != number || Math.abs(number) >= PLAIN || whole == 0) {
            return put(Float.toString(number).getBytes(StandardCharsets.US_ASCII));
        }
        int rest = Math.abs(whole);
        if (whole < 0) {
            put('-');
        }
        int digits = digits(rest);
        room(digits + 2);
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return put('.').put('0');
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    private JsonText put(byte[] more, int size) {
        room(size);
        System.arraycopy(more, 0, bytes, length, size);
        length += size;
        return this;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    private static int digits(int number) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
