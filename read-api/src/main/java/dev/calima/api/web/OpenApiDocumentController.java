package dev.calima.api.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The OpenAPI document at addresses that stay, whatever makes it. */
@Hidden
@RestController
class OpenApiDocumentController {

    private static final String MADE_AT = "/v3/api-docs";
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final OpenApiWebMvcResource document;

    OpenApiDocumentController(OpenApiWebMvcResource document) {
        this.document = document;
    }

    @GetMapping("/v1/openapi.json")
    void json(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, MediaType.APPLICATION_JSON_VALUE, document.openapiJson(request, MADE_AT, Locale.ROOT));
    }

    @GetMapping("/v1/openapi.yaml")
    void yaml(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, "application/yaml", document.openapiYaml(request, MADE_AT + ".yaml", Locale.ROOT));
    }

    private static void write(HttpServletResponse response, String type, byte[] text) throws IOException {
        response.setContentType(type);
        response.setHeader(
                HttpHeaders.CACHE_CONTROL,
                CacheControl.maxAge(MAX_AGE).cachePublic().getHeaderValue());
        response.getOutputStream().write(text);
    }
}
