package dev.calima.api.access;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.springframework.http.HttpHeaders;

/** An answer to somebody with a key: only its own cache may keep it. */
final class PrivateAnswer extends HttpServletResponseWrapper {

    PrivateAnswer(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void setHeader(String name, String value) {
        super.setHeader(name, shown(name, value));
    }

    @Override
    public void addHeader(String name, String value) {
        super.addHeader(name, shown(name, value));
    }

    private static String shown(String name, String value) {
        return HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name) ? value.replace("public", "private") : value;
    }
}
