package dev.calima.api.web;

import java.time.Duration;
import java.util.Collection;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** The headers of an answer with data: how long it may be kept, and under which licence. */
public final class AnswerHeaders {

    private AnswerHeaders() {}

    /**
     * An answer that any cache may keep.
     *
     * @param maxAge how long without asking again
     * @param publications whose data it holds; each licence with a page becomes a {@code Link} with {@code rel="license"}
     */
    public static ResponseEntity.BodyBuilder cachedFor(Duration maxAge, Collection<Publication> publications) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().cacheControl(CacheControl.maxAge(maxAge).cachePublic());
        for (Licence licence : Publication.licences(publications)) {
            if (licence.url() != null) {
                answer.header(HttpHeaders.LINK, "<" + licence.url() + ">; rel=\"license\"");
            }
        }
        return answer;
    }
}
