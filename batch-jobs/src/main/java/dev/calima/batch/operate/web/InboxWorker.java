package dev.calima.batch.operate.web;

import dev.calima.batch.StopSignal;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.ingest.inbox.Inbox;
import dev.calima.batch.ingest.inbox.InboxBell;
import dev.calima.batch.ingest.inbox.InboxJob;
import dev.calima.batch.ingest.inbox.NewsQueue;
import dev.calima.batch.run.RunRequest;
import dev.calima.batch.run.RunRequests;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Has the inbox loaded while Calima serves: when news come, once a minute, and once a day what no news told of. */
@Component
@ConditionalOnWebApplication
class InboxWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(InboxWorker.class);
    private static final Duration LOOK = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Inbox inbox;
    private final InboxJob job;
    private final NewsQueue queue;
    private final RunRequests requests;
    private final Clock clock;

    private final Rounds rounds;

    private Instant nextLook = Instant.MIN;

    InboxWorker(
            Inbox inbox,
            InboxJob job,
            InboxBell bell,
            NewsQueue queue,
            RunRequests requests,
            StopSignal stop,
            Clock clock) {
        this.inbox = inbox;
        this.job = job;
        this.queue = queue;
        this.requests = requests;
        this.clock = clock;
        this.rounds = new Rounds("inbox", bell, PAUSE, stop, this::round);
    }

    @Override
    public void start() {
        rounds.start();
    }

    @Override
    public boolean isAutoStartup() {
        return inbox.isUsed();
    }

    @Override
    public void stop() {
        rounds.stop();
    }

    @Override
    public boolean isRunning() {
        return rounds.isRunning();
    }

    private void round() {
        listen();
        lookOnceADay();
        if (job.isAnythingDue()) {
            requests.submitOrRepeat(RunRequest.of(InboxJob.NAME, Map.of(), "inbox"));
        }
    }

    /** A queue that does not answer is tried again each time round; what lies in the table is loaded meanwhile. */
    private void listen() {
        try {
            queue.listen();
        } catch (RuntimeException e) {
            LOG.warn("the queue of CALIMA_SQS_QUEUE cannot be listened to, it is tried again in a minute", e);
        }
    }

    private void lookOnceADay() {
        if (clock.instant().isBefore(nextLook)) {
            return;
        }
        nextLook = clock.instant().plus(LOOK);
        try {
            int found = inbox.lookForForgotten();
            if (found > 0) {
                LOG.info("{} objects that no news told of", found);
            }
        } catch (IOException | NothingFoundException e) {
            LOG.warn("the inboxes could not be listed: {}", e.getMessage());
        }
    }
}
