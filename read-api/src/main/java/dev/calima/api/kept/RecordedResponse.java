package dev.calima.api.kept;

import dev.calima.api.kept.KeptAnswer.Header;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Notes what is answered, and holds the body back. A long body is let through as it comes, and is not noted. */
final class RecordedResponse extends HttpServletResponseWrapper {

    private static final int LONGEST_BODY = 1 << 20;
    private static final String FOR_ANYBODY = "public";

    private final List<Header> headers = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final ServletOutputStream stream = new Stream();
    private @Nullable PrintWriter writer;
    private long contentLength = -1;
    private boolean through;

    RecordedResponse(HttpServletResponse response) {
        super(response);
    }

    /** What may be given again to anybody: a whole answer with status 200 that says so and has an ETag. */
    Optional<KeptAnswer> answer() {
        flushWriter();
        Optional<String> etag = value(HttpHeaders.ETAG);
        boolean lasts = !through
                && !isCommitted()
                && getStatus() == SC_OK
                && value(HttpHeaders.CACHE_CONTROL)
                        .filter(text -> text.contains(FOR_ANYBODY))
                        .isPresent();
        return lasts
                ? etag.map(text -> new KeptAnswer(List.copyOf(headers), text, body.toByteArray()))
                : Optional.empty();
    }

    /** Sends what was held back, and holds back nothing more. */
    void letThrough() throws IOException {
        flushWriter();
        if (!through) {
            through = true;
            if (contentLength >= 0) {
                super.setContentLengthLong(contentLength);
            }
            if (body.size() > 0) {
                body.writeTo(super.getOutputStream());
            }
        }
    }

    private Optional<String> value(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    private void flushWriter() {
        if (writer != null) {
            writer.flush();
        }
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return stream;
    }

    @Override
    public PrintWriter getWriter() {
        if (writer == null) {
            writer = new PrintWriter(stream, false, StandardCharsets.UTF_8);
        }
        return writer;
    }

    @Override
    public void setHeader(String name, String value) {
        if (HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name)) {
            setContentLengthLong(Long.parseLong(value));
            return;
        }
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        headers.add(new Header(name, value, false));
        super.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        headers.add(new Header(name, value, true));
        super.addHeader(name, value);
    }

    @Override
    public void setContentType(String type) {
        headers.removeIf(header -> header.name().equalsIgnoreCase(HttpHeaders.CONTENT_TYPE));
        headers.add(new Header(HttpHeaders.CONTENT_TYPE, type, false));
        super.setContentType(type);
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        contentLength = length;
        if (through) {
            super.setContentLengthLong(length);
        }
    }

    @Override
    public void resetBuffer() {
        body.reset();
        super.resetBuffer();
    }

    @Override
    public void reset() {
        body.reset();
        headers.clear();
        contentLength = -1;
        super.reset();
    }

    @Override
    public void flushBuffer() throws IOException {
        if (through) {
            super.flushBuffer();
        }
    }

    private final class Stream extends ServletOutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!through && body.size() + length > LONGEST_BODY) {
                letThrough();
            }
            if (through) {
                RecordedResponse.super.getOutputStream().write(bytes, offset, length);
            } else {
                body.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() throws IOException {
            if (through) {
                RecordedResponse.super.getOutputStream().flush();
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("answers are written as a whole, not as the line takes them");
        }
    }
}
