package dev.calima.api.csv;

import dev.calima.api.web.RequestProblem;
import java.io.IOException;
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
     * Does the work in a place for answers of any length.
     *
     * @throws RequestProblem (503) when all are taken
     * @throws IOException what the work throws
     */
    public void send(Work work) throws IOException {
        if (!places.tryAcquire()) {
            throw RequestProblem.busy(
                    atOnce + " long answers are being sent already. Try again when one has ended, ask for"
                            + " less (pages of format=rows), or fetch the published files of /v1/exports.");
        }
        try {
            work.run();
        } finally {
            places.release();
        }
    }

    /** Writes an answer. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }
}
