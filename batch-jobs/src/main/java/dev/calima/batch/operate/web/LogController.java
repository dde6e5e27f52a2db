package dev.calima.batch.operate.web;

import dev.calima.batch.log.LogContext;
import dev.calima.batch.log.LogFiles;
import dev.calima.batch.log.LogFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Shows the lines of the log of this machine that are about one run or execution. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/ops/v1/logs")
class LogController {

    private static final int MOST = 10_000;

    private final LogFiles files;

    LogController(@Value("${calima.log:target/calima.jsonl}") Path file) {
        this.files = new LogFiles(file.toAbsolutePath().resolveSibling("."));
    }

    @GetMapping
    List<JsonNode> list(
            @RequestParam(name = "run", required = false) @Nullable Long run,
            @RequestParam(name = "execution", required = false) @Nullable Long execution,
            @RequestParam(name = "level", defaultValue = "INFO") String level,
            @RequestParam(name = "limit", defaultValue = "1000") int limit)
            throws IOException {
        if (run == null && execution == null) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "say which: ?run=N or ?execution=N");
        }
        if (limit < 1 || limit > MOST) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "limit must lie in 1.." + MOST + ", but is " + limit);
        }
        Map<String, String> about = new HashMap<>();
        if (run != null) {
            about.put(LogContext.RUN, run.toString());
        }
        if (execution != null) {
            about.put(LogContext.EXECUTION, execution.toString());
        }
        try {
            return files.find(new LogFilter(about, level.toUpperCase(Locale.ROOT), null), limit);
        } catch (IllegalArgumentException e) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }
}
