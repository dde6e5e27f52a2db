package dev.calima.batch.operate.web;

import dev.calima.batch.run.RunReader;
import dev.calima.batch.run.UnknownRunException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Server-sent events about runs. */
@RestController
@ConditionalOnWebApplication
class EventsController {

    private final ExecutionEvents events;
    private final RunReader runs;

    EventsController(ExecutionEvents events, @Qualifier(OperatorConfiguration.OPERATOR + "Runs") RunReader runs) {
        this.events = events;
        this.runs = runs;
    }

    @GetMapping(path = "/ops/v1/executions/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter all(@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
        return events.listen(null, last);
    }

    @GetMapping(path = "/ops/v1/executions/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter one(
            @PathVariable("id") long id, @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last)
            throws UnknownRunException {
        if (runs.find(id).isEmpty()) {
            throw new UnknownRunException(id);
        }
        return events.listen(id, last);
    }
}
