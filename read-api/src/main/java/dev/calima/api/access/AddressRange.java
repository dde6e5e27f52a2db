package dev.calima.api.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that begin alike, such as {@code 10.0.0.0/8}, {@code 192.0.2.7} or {@code 2001:db8::/32}. Names are never looked up. */
public final class AddressRange {

    private static final Pattern FIGURES = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

    private final byte[] prefix;
    private final int bits;

    private AddressRange(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException when the text is neither an address nor a range */
    public static AddressRange parse(String text) {
        String[] parts = text.strip().split("/", -1);
        byte[] address = address(parts[0]).orElseThrow(() -> noRange(text));
        if (parts.length > 2 || (parts.length == 2 && !BITS.matcher(parts[1]).matches())) {
            throw noRange(text);
        }
        int all = address.length * Byte.SIZE;
        int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : all;
        if (bits > all) {
            throw new IllegalArgumentException("has more than " + all + " bits: " + text);
        }
        return new AddressRange(leading(address, bits), bits);
    }

    private static IllegalArgumentException noRange(String text) {
        return new IllegalArgumentException("not an address or a range such as 10.0.0.0/8: " + text);
    }

    /** Whether an address lies in the range; false for a text that is no address. */
    boolean contains(String text) {
        return address(text)
                .filter(address -> address.length == prefix.length && Arrays.equals(leading(address, bits), prefix))
                .isPresent();
    }

    /** The bytes of an address in figures, 4 or 16; an IPv4 address within IPv6 is one of IPv4. */
    static Optional<byte[]> address(String text) {
        if (!FIGURES.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress()); // figures, so nothing is looked up
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The leading bits of an address, the others zero. */
    static byte[] leading(byte[] address, int bits) {
        byte[] kept = new byte[address.length];
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            kept[bit / Byte.SIZE] |= (byte) (address[bit / Byte.SIZE] & mask);
        }
        return kept;
    }
}
