package dev.calima.batch.operate.web;

import dev.calima.batch.watch.alert.IncidentReader;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows incidents, the newest first. */
@RestController
@ConditionalOnWebApplication
class IncidentController {

    private static final int MOST = 1000;

    private final IncidentReader incidents;

    IncidentController(IncidentReader incidents) {
        this.incidents = incidents;
    }

    @GetMapping("/ops/v1/incidents")
    List<IncidentReader.Incident> list(
            @RequestParam(name = "all", defaultValue = "false") boolean all,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "limit must lie in 1..1000, but is " + limit);
        }
        return incidents.list(all, limit);
    }
}
