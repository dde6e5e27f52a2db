package dev.calima.api.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.util.UriComponentsBuilder;

/** The link to the page that follows. */
public final class NextPage {

    private NextPage() {}

    /** Relative to the server, so that it is right behind any proxy. */
    public static String link(HttpServletRequest request, String cursor) {
        String address = UriComponentsBuilder.fromPath(request.getRequestURI())
                .query(request.getQueryString())
                .replaceQueryParam("cursor", cursor)
                .build(true)
                .toUriString();
        return "<" + address + ">; rel=\"next\"";
    }
}
