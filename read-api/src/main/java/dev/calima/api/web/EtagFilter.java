package dev.calima.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Gives each answer with data an ETag over its content, and 304 to who has it already. HEAD gets the ETag of GET. Weak,
 * because the same content also goes out compressed.
 */
class EtagFilter extends ShallowEtagHeaderFilter {

    EtagFilter() {
        setWriteWeakETag(true);
    }

    @Override
    protected boolean isEligibleForEtag(
            HttpServletRequest request, HttpServletResponse response, int status, InputStream content) {
        return status == HttpStatus.OK.value()
                && !response.isCommitted()
                && (HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod()));
    }
}
