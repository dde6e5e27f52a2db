package dev.calima.api.csv;

import dev.calima.api.web.RequestProblem;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Keeps half of the request threads, and with them half of the database connections, for short answers. */
@Component
public final class LongAnswers {

    private final int atOnce;
    private final Semaphore places;

    LongAnswers(@Value("${server.tomcat.threads.max}") int threads) {
        atOnce = Math.max(1, threads / 2);
        places = new Semaphore(atOnce);
    }

    /**
     * Takes a place for an answer of any length; closed, it is free again.
     *
     * @throws RequestProblem (503) when all are taken
     */
    public Place take() {
        if (!places.tryAcquire()) {
            throw RequestProblem.busy(atOnce + " long answers are being sent already. Try again when one has ended, ask for"
                    + " less (pages of format=rows), or fetch the published files of /v1/exports.");
        }
        return places::release;
    }

    /** A place that is taken. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }
}
