package dev.calima.batch.operate;

import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.load.FileOutcome;
import dev.calima.batch.observation.LineSum;
import dev.calima.batch.observation.MergeSummary;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What came of a load, for programs. */
final class LoadJson {

    private static final double MILLIS = 1000;

    private LoadJson() {}

    static String of(String feed, LoadOutcome outcome) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("feed", feed);
        content.put("loadId", outcome.loadId());
        content.put("alreadyLoaded", outcome.alreadyLoaded());
        content.put("stopped", outcome.stopped());
        content.put("seconds", outcome.duration().toMillis() / MILLIS);
        content.put("files", outcome.files().stream().map(LoadJson::file).toList());
        content.put("rejectedByCode", outcome.rejectedByCode());
        return JsonMapper.builder().build().writeValueAsString(content);
    }

    private static Map<String, Object> file(FileOutcome file) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", file.name());
        content.put("problem", file.problem());
        content.put("lines", lines(file.lines()));
        content.put("values", values(file));
        return content;
    }

    /** read = loaded + revised + unchanged + rejected + ignored */
    private static Map<String, Long> lines(LineSum lines) {
        Map<String, Long> content = new LinkedHashMap<>();
        content.put("read", lines.read());
        content.put("loaded", lines.loaded());
        content.put("revised", lines.revised());
        content.put("unchanged", lines.unchanged());
        content.put("rejected", lines.rejected());
        content.put("ignored", lines.ignored());
        return content;
    }

    /** read = loaded + revised + unchanged + rejected; usable ones are counted apart. */
    private static Map<String, Long> values(FileOutcome file) {
        MergeSummary merged = file.merged();
        Map<String, Long> content = new LinkedHashMap<>();
        content.put("read", file.valuesRead());
        content.put("loaded", merged.valuesInserted());
        content.put("revised", merged.valuesRevised());
        content.put("unchanged", merged.valuesUnchanged());
        content.put("rejected", file.cellsRejected());
        content.put("usable", file.valuesValid());
        return content;
    }
}
