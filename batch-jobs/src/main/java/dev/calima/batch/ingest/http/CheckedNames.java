package dev.calima.batch.ingest.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host's name up once for each connection and hands exactly the addresses that it has looked at to the connection, so
 * that a name cannot mean something else a moment later. Addresses that are not public are refused; a loopback address is
 * allowed only to a host that is written as one.
 */
final class CheckedNames implements DnsResolver {

    private static final int BYTE = 0xff;

    /** Where names are looked up. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** A name that leads to an address that may not be asked. */
    static final class ForbiddenAddressException extends UnknownHostException {

        private static final long serialVersionUID = 1;

        ForbiddenAddressException(String message) {
            super(message);
        }
    }

    private final Lookup lookup;

    CheckedNames(Lookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = lookup.addresses(host);
        boolean loopback = HttpHosts.isLoopback(host);
        for (InetAddress address : addresses) {
            if (loopback ? !address.isLoopbackAddress() : !isPublic(address)) {
                throw new ForbiddenAddressException(
                        "host " + host + " leads to " + address.getHostAddress() + ", which is "
                                + (loopback ? "not this machine" : "no public address")
                                + ": nothing was asked; look who answers for that name");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** Whether an address is one of the public internet. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    /** Special ranges of IPv4 beyond those that the JDK knows (IANA special-purpose registry). */
    private static boolean isPublic4(byte[] bytes) {
        int a = bytes[0] & BYTE;
        int b = bytes[1] & BYTE;
        int c = bytes[2] & BYTE;
        boolean special = a == 0
                || a >= 224
                || (a == 100 && b >= 64 && b < 128) // carrier's own
                || (a == 192 && b == 0 && (c == 0 || c == 2))
                || (a == 192 && b == 88 && c == 99)
                || (a == 198 && (b == 18 || b == 19 || (b == 51 && c == 100)))
                || (a == 203 && b == 0 && c == 113);
        return !special;
    }

    /** Global unicast without the parts that carry IPv4 addresses in them or are for documentation. */
    private static boolean isPublic6(byte[] bytes) {
        int first = (bytes[0] & BYTE) << 8 | (bytes[1] & BYTE);
        int second = (bytes[2] & BYTE) << 8 | (bytes[3] & BYTE);
        boolean global = first >> 13 == 1;
        boolean tunnel = first == 0x2002 || (first == 0x2001 && second == 0);
        boolean special = first == 0x2001 && (second == 0x0db8 || second >> 5 == 1);
        return global && !tunnel && !special && first != 0x3fff;
    }
}
