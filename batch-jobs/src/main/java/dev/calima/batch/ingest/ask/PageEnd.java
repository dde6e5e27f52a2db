package dev.calima.batch.ingest.ask;

import dev.calima.batch.ingest.fetch.LandedFile;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the last page of an answer in JSON with an array {@code results} and, where the source counts, {@code meta.found}:
 * a page that is not full is the last, and so is one up to which all are found.
 */
final class PageEnd {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PageEnd() {}

    /**
     * Whether no page comes after this one.
     *
     * @param page its number, from 1
     * @param pageSize results of a full page
     */
    static boolean isLast(LandedFile file, int page, int pageSize) throws IOException {
        try (InputStream in = file.content().open()) {
            JsonNode answer = JSON.readTree(in);
            int results = answer.path("results").size();
            JsonNode found = answer.path("meta").path("found");
            boolean all = found.isIntegralNumber() && (long) page * pageSize >= found.asLong();
            return results < pageSize || all;
        } catch (JacksonException e) {
            return true; // whoever reads the file says what is wrong with it
        }
    }
}
