package dev.calima.batch.ingest.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;

/**
 * The check sums that an answer carries of its own body: {@code Content-Digest} and {@code Repr-Digest} (RFC 9530), and
 * {@code Digest} (RFC 3230) before them; SHA-256 and SHA-512. A whole answer's representation is its content as sent.
 */
final class BodyDigest {

    private static final Pattern ONE = Pattern.compile("(sha-(?:256|512))=:?([A-Za-z0-9+/]+=*):?");
    private static final List<String> HEADERS = List.of("Content-Digest", "Repr-Digest", "Digest");

    private record Promise(String algorithm, String base64, MessageDigest digest) {}

    private final List<Promise> promises = new ArrayList<>();

    /** Reads what an answer promises; what is no such check sum is left out. */
    static BodyDigest of(HttpMessage answer) {
        BodyDigest all = new BodyDigest();
        for (String name : HEADERS) {
            for (Header header : answer.getHeaders(name)) {
                Matcher found = ONE.matcher(header.getValue());
                while (found.find()) {
                    all.add(found.group(1).toUpperCase(Locale.ROOT), found.group(2));
                }
            }
        }
        return all;
    }

    private void add(String algorithm, String base64) {
        try {
            promises.add(new Promise(algorithm, base64, MessageDigest.getInstance(algorithm)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    void update(byte[] bytes, int length) {
        promises.forEach(promise -> promise.digest().update(bytes, 0, length));
    }

    /** The algorithm of the first promise that the body does not keep; null when it keeps all. */
    @Nullable String broken() {
        for (Promise promise : promises) {
            String found = Base64.getEncoder().encodeToString(promise.digest().digest());
            if (!found.equals(promise.base64())) {
                return promise.algorithm();
            }
        }
        return null;
    }
}
