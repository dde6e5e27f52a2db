package dev.calima.api.kept;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * An answer with status 200, ready to be sent.
 *
 * @param headers those that belong to it, its ETag among them
 * @param etag its ETag
 * @param body its bytes, not compressed; not changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent") // goes from answer to answer, and is never compared
record KeptAnswer(List<Header> headers, String etag, byte[] body) {

    /** @param added whether it stands beside others of its name */
    record Header(String name, String value, boolean added) {

        void writeTo(HttpServletResponse response) {
            if (added) {
                response.addHeader(name, value);
            } else {
                response.setHeader(name, value);
            }
        }
    }

    /** Sends it; to who has it already only that it has not changed. */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        headers.forEach(header -> header.writeTo(response));
        sendBody(request, response);
    }

    /** As {@link #send}, when the headers are set. */
    void sendBody(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!new ServletWebRequest(request, response).checkNotModified(etag)) {
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
