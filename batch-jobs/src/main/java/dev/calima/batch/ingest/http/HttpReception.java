package dev.calima.batch.ingest.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Takes one answer in: what its status means, and whether its body is whole. */
final class HttpReception {

    private static final int BUFFER = 1 << 16;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> GONE = Set.of(404, 410);
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final long MILLIS = 1000;

    /** Carries a reason out of the client's callback. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1;
        private final HttpFailedException reason;

        RefusedException(HttpFailedException reason) {
            super(reason.getMessage(), reason);
            this.reason = reason;
        }

        HttpFailedException reason() {
            return reason;
        }
    }

    /** The body cannot be written here: no fault of the source's. */
    static final class CannotKeepException extends IOException {

        private static final long serialVersionUID = 1;
        private final IOException reason;

        CannotKeepException(IOException reason) {
            super(reason.getMessage(), reason);
            this.reason = reason;
        }

        IOException reason() {
            return reason;
        }
    }

    private final URI address;
    private final HttpLimits limits;
    private final Path body;
    private volatile boolean expired;
    private long received;

    HttpReception(URI address, HttpLimits limits, Path body) {
        this.address = address;
        this.limits = limits;
        this.body = body;
    }

    /** Its time is over. */
    void expire() {
        expired = true;
    }

    boolean isExpired() {
        return expired;
    }

    /** Bytes of the body so far. */
    long received() {
        return received;
    }

    HttpReply receive(ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        if (status == OK) {
            return new HttpReply.Final(body(response));
        }
        if (status == NOT_MODIFIED) {
            return new HttpReply.Final(new HttpAnswer.Unchanged());
        }
        if (status == NO_CONTENT || GONE.contains(status)) {
            return new HttpReply.Final(new HttpAnswer.Nothing(status));
        }
        @Nullable Header location = response.getFirstHeader("Location");
        if (ELSEWHERE.contains(status) && location != null) {
            return new HttpReply.Elsewhere(resolve(location.getValue()));
        }
        String what = address + ": answered " + status + " " + response.getReasonPhrase();
        if (PASSING.contains(status)) {
            throw new RefusedException(passing(what, wish(response)));
        }
        throw new RefusedException(HttpFailedException.lasting(
                status == UNAUTHORIZED || status == FORBIDDEN
                        ? what + "; look whether its key is set and still good"
                        : what + "; look at the address",
                null));
    }

    private HttpFailedException passing(String what, @Nullable Duration wish) {
        if (wish == null || wish.isNegative()) {
            return HttpFailedException.passing(what + "; ask again later", null);
        }
        if (wish.compareTo(limits.longestPause()) > 0) {
            return HttpFailedException.lasting(
                    what + " and wants to be left alone for " + wish.toSeconds() + " s; the next run asks again", null);
        }
        return HttpFailedException.later(what + "; ask again in " + wish.toSeconds() + " s", wish.toMillis());
    }

    /** How long the source asks to be left alone; null when it does not say. A date is compared with the source's own clock. */
    private static @Nullable Duration wish(ClassicHttpResponse response) {
        @Nullable Header after = response.getFirstHeader("Retry-After");
        @Nullable Header date = response.getFirstHeader("Date");
        if (after == null) {
            return null;
        }
        String text = after.getValue().strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofMillis(Long.parseLong(text) * MILLIS);
        }
        try {
            ZonedDateTime until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return date == null
                    ? null
                    : Duration.between(
                            ZonedDateTime.parse(date.getValue(), DateTimeFormatter.RFC_1123_DATE_TIME), until);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private URI resolve(String location) throws RefusedException {
        try {
            return address.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    HttpFailedException.lasting(address + ": redirects to '" + location + "', which is no address", e));
        }
    }

    private HttpAnswer body(ClassicHttpResponse response) throws IOException {
        @Nullable HttpEntity entity = response.getEntity();
        if (entity == null) {
            throw new RefusedException(
                    HttpFailedException.passing(address + ": answered 200 without a body; ask again later", null));
        }
        String packed = String.valueOf(entity.getContentEncoding());
        if (!Set.of("null", "identity", "gzip", "x-gzip").contains(packed)) {
            throw new RefusedException(HttpFailedException.lasting(
                    address + ": its answer is packed with '" + packed + "', which was not asked for", null));
        }
        if (entity.getContentLength() > limits.mostBytes()) {
            throw tooLong(entity.getContentLength());
        }
        BodyDigest digest = BodyDigest.of(response);
        copy(entity.getContent(), digest);
        long promised = entity.getContentLength();
        if (promised >= 0 && promised != received) {
            throw new RefusedException(HttpFailedException.passing(
                    address + ": promised " + promised + " bytes and sent " + received + "; ask again later", null));
        }
        @Nullable String broken = digest.broken();
        if (broken != null) {
            throw new RefusedException(HttpFailedException.passing(
                    address + ": its " + received + " bytes are not those of its " + broken
                            + " check sum; they were damaged on the way, ask again",
                    null));
        }
        return new HttpAnswer.Received(
                body,
                received,
                value(response.getFirstHeader("ETag")),
                value(response.getFirstHeader("Last-Modified")));
    }

    private void copy(InputStream in, BodyDigest digest) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(body)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                received += read;
                if (received > limits.mostBytes()) {
                    throw tooLong(received);
                }
                digest.update(buffer, read);
                write(out, buffer, read);
            }
        }
    }

    private static void write(OutputStream out, byte[] buffer, int length) throws CannotKeepException {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new CannotKeepException(e);
        }
    }

    private RefusedException tooLong(long bytes) {
        return new RefusedException(HttpFailedException.lasting(
                address + ": more than the " + limits.mostBytes() + " bytes that are taken (" + bytes
                        + "); ask for less at a time",
                null));
    }

    private static @Nullable String value(@Nullable Header header) {
        return header == null ? null : header.getValue();
    }
}
