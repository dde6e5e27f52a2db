package dev.calima.batch.operate.web;

import dev.calima.batch.watch.Metrics;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The metrics as Prometheus reads them. */
@RestController
@ConditionalOnWebApplication
class MetricsController {

    private static final MediaType TEXT = MediaType.parseMediaType("text/plain; version=0.0.4; charset=utf-8");

    private final Metrics metrics;

    MetricsController(Metrics metrics) {
        this.metrics = metrics;
    }

    @GetMapping(OpenPaths.METRICS)
    ResponseEntity<String> metrics() {
        return ResponseEntity.ok().contentType(TEXT).body(metrics.scrape());
    }
}
