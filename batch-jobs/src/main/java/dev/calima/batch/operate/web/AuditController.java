package dev.calima.batch.operate.web;

import dev.calima.batch.run.AuditReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows who told the platform what. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/ops/v1/audit")
class AuditController {

    private static final int MOST = 1000;

    private final AuditReader audit;

    AuditController(@Qualifier(OperatorConfiguration.OPERATOR + "Audit") AuditReader audit) {
        this.audit = audit;
    }

    /** The newest first. */
    @GetMapping
    List<AuditReader.Entry> list(
            @RequestParam(name = "actor", required = false) @Nullable String actor,
            @RequestParam(name = "execution", required = false) @Nullable Long execution,
            @RequestParam(name = "since", required = false) @Nullable String since,
            @RequestParam(name = "before", defaultValue = "0") long before,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "limit must lie in 1..1000, but is " + limit);
        }
        return audit.list(actor, execution, ExecutionsController.instant(since), before, limit);
    }
}
