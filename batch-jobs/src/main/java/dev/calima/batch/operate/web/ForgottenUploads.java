package dev.calima.batch.operate.web;

import dev.calima.batch.run.RunRequests;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Asks, when a serving process begins, for the runs of uploads that have none: they came before there were runs. */
@Component
@ConditionalOnWebApplication
class ForgottenUploads {

    private static final Logger LOG = LoggerFactory.getLogger(ForgottenUploads.class);
    private static final int MOST = 10_000;

    private final UploadWriter uploads;
    private final RunRequests requests;

    ForgottenUploads(UploadWriter uploads, RunRequests requests) {
        this.uploads = uploads;
        this.requests = requests;
    }

    /** One that has a run, by its key, gets no other. */
    @EventListener(ContextRefreshedEvent.class)
    public void ask() {
        List<UUID> unfinished = uploads.unfinished(MOST);
        unfinished.forEach(id -> requests.submitOrRepeat(UploadRun.request(id, "calima")));
        if (!unfinished.isEmpty()) {
            LOG.info("uploads that are not done: {}", unfinished);
        }
    }
}
