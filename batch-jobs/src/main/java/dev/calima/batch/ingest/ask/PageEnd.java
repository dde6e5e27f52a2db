package dev.calima.batch.ingest.ask;

import dev.calima.batch.ingest.fetch.LandedFile;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counts the results of the pages of an answer, JSON with an array {@code results}. Where the source counts ({@code meta.found} is a
 * number), it goes on until all are found, however short a page is; elsewhere a page that is not full is the last. How many a full one has
 * is the source's word ({@code meta.limit}) where that is less than what was asked for.
 */
final class PageEnd {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final int pageSize;
    private long seen;

    /** @param pageSize results of a full page, as asked for */
    PageEnd(int pageSize) {
        this.pageSize = pageSize;
    }

    /** Whether no page comes after this one, the next of those that were looked at. */
    boolean isLast(LandedFile file) throws IOException {
        try (InputStream in = file.content().open()) {
            JsonNode answer = JSON.readTree(in);
            int results = answer.path("results").size();
            seen += results;
            JsonNode found = answer.path("meta").path("found");
            if (results == 0) {
                return true;
            }
            return found.isIntegralNumber() ? seen >= found.asLong() : results < full(answer.path("meta"));
        } catch (JacksonException e) {
            return true; // whoever reads the file says what is wrong with it
        }
    }

    private int full(JsonNode meta) {
        JsonNode limit = meta.path("limit");
        return limit.isInt() && limit.asInt() > 0 ? Math.min(pageSize, limit.asInt()) : pageSize;
    }
}
