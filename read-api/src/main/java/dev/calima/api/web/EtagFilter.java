package dev.calima.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Gives each answer with data an ETag over its content, and 304 to who has it already. HEAD gets the ETag of GET. Weak,
 * because the same content also goes out compressed. Two check sums and the length: nobody has to be kept from forging one, and a
 * digest such as MD5 takes as long as all the rest of a long answer.
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

    @Override
    protected String generateETagHeaderValue(InputStream content, boolean weak) throws IOException {
        byte[] bytes = content.readAllBytes();
        CRC32 one = new CRC32();
        CRC32C other = new CRC32C();
        one.update(bytes, 0, bytes.length);
        other.update(bytes, 0, bytes.length);
        return (weak ? "W/\"" : "\"")
                + Long.toHexString(one.getValue() << 32 | other.getValue())
                + '-'
                + Integer.toHexString(bytes.length)
                + '"';
    }
}
