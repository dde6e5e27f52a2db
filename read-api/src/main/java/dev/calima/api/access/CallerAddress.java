package dev.calima.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Tells from which address a request comes. What a header says counts only when a proxy of ours has written it. */
final class CallerAddress {

    private static final String FORWARDED = "X-Forwarded-For";
    /** Whoever has an IPv6 address has as many as fit in the other 64 bits. */
    private static final int BITS_OF_A_SITE = 64;

    private static final int IPV4_BYTES = 4;

    private final List<AddressRange> proxies;

    CallerAddress(List<AddressRange> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /** The address in figures, of IPv6 the first 64 bits: the last one on the way that is no proxy of ours. */
    String of(HttpServletRequest request) {
        String nearest = request.getRemoteAddr();
        if (!isProxy(nearest)) {
            return site(nearest);
        }
        List<String> hops = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(FORWARDED))) {
            hops.addAll(Arrays.asList(line.split(",", -1)));
        }
        for (String hop : hops.reversed()) {
            String address = hop.strip();
            if (AddressRange.address(address).isEmpty()) {
                return site(nearest); // unreadable: what is left of it was not written by a proxy of ours
            }
            nearest = address;
            if (!isProxy(address)) {
                break;
            }
        }
        return site(nearest);
    }

    private boolean isProxy(String address) {
        return proxies.stream().anyMatch(range -> range.contains(address));
    }

    private static String site(String text) {
        return AddressRange.address(text).map(CallerAddress::site).orElse("unknown");
    }

    private static String site(byte[] address) {
        try {
            return InetAddress.getByAddress(
                            address.length == IPV4_BYTES ? address : AddressRange.leading(address, BITS_OF_A_SITE))
                    .getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are an address", e);
        }
    }
}
