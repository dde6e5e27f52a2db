package dev.calima.batch.operate.web;

import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.ingest.load.LoadReader.RejectedFilter;
import dev.calima.batch.ingest.load.LoadReader.RejectedReading;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows refused lines and values. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/ops/v1/rejects")
class RejectsController {

    private static final int MOST = 1000;

    private final LoadReader loads;

    RejectsController(@Qualifier(OperatorConfiguration.OPERATOR + "Loads") LoadReader loads) {
        this.loads = loads;
    }

    @GetMapping
    List<RejectedReading> list(
            @RequestParam(name = "load", defaultValue = "0") long load,
            @RequestParam(name = "feed", required = false) @Nullable String feed,
            @RequestParam(name = "code", required = false) @Nullable String code,
            @RequestParam(name = "file", required = false) @Nullable String file,
            @RequestParam(name = "line", defaultValue = "0") long line,
            @RequestParam(name = "all", defaultValue = "false") boolean all,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "limit must lie in 1..1000, but is " + limit);
        }
        return loads.rejected(new RejectedFilter(load, feed, code, file, line, all), limit);
    }
}
