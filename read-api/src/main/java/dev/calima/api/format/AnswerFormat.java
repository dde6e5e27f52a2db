package dev.calima.api.format;

import dev.calima.api.web.RequestProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** The forms in which an answer can come; each endpoint offers some of them, the first without being asked. */
@SuppressWarnings("ImmutableEnumChecker") // a MediaType does not change, but does not say so
public enum AnswerFormat {
    /** JSON, one object for each row. */
    ROWS(MediaType.APPLICATION_JSON),
    /** JSON, one array for each field. */
    COLUMNS(MediaType.APPLICATION_JSON),
    /** RFC 4180, with a header row. */
    CSV(MediaType.parseMediaType("text/csv; charset=utf-8; header=present")),
    /** RFC 7946. */
    GEOJSON(MediaType.parseMediaType("application/geo+json"));

    /** For {@code produces}. */
    public static final String TEXT_CSV = "text/csv";
    /** For {@code produces}. */
    public static final String GEO_JSON = "application/geo+json";

    private final MediaType type;

    AnswerFormat(MediaType type) {
        this.type = type;
    }

    public MediaType type() {
        return type;
    }

    /**
     * What is wanted: the parameter {@code format} if it is given, else the first in {@code Accept} that is offered.
     *
     * @param format the parameter; null when not given
     * @param offered what the endpoint can do
     * @throws RequestProblem (400) when the parameter names another
     */
    public static AnswerFormat of(@Nullable String format, HttpServletRequest request, AnswerFormat... offered) {
        if (format != null) {
            return Arrays.stream(offered)
                    .filter(each -> each.word().equals(format))
                    .findFirst()
                    .orElseThrow(() -> RequestProblem.invalid("format", "must be " + words(offered)));
        }
        for (MediaType wanted : accepted(request)) {
            for (AnswerFormat each : offered) {
                if (wanted.isCompatibleWith(each.type)) {
                    return each;
                }
            }
        }
        return offered[0];
    }

    /** Suggests a file name to who saves the answer. */
    public static String savedAs(String fileName) {
        return ContentDisposition.attachment().filename(fileName).build().toString();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<MediaType> accepted(HttpServletRequest request) {
        @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null) {
            return List.of();
        }
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(types);
            return types;
        } catch (InvalidMediaTypeException e) {
            return List.of(); // refused by the mapping before it comes here
        }
    }

    private static String words(AnswerFormat... offered) {
        return Arrays.stream(offered).map(AnswerFormat::word).collect(Collectors.joining(" or "));
    }
}
