package dev.calima.batch.operate;

import dev.calima.batch.operate.web.PortalOrigins;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Serves the portal and the API until it is told to stop. */
final class Serving {

    private static final int LOOK_SECONDS = 2;

    private Serving() {}

    static ExitCode untilStopped(Session session) throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        CalimaCommand.onStop(() -> {
            session.platform().stopJobs();
            stop.countDown();
        });
        System.err.println("Starting the portal and the API ...");
        try (ReadApiProcess api = ReadApiProcess.start(session.settings(), session.platform())) {
            session.get(PortalOrigins.class).allowLocal(URI.create(api.address()));
            System.out.printf(
                    Locale.ROOT,
                    "%nCalima is up.%n  Portal   %s%n  API      %sv1/stations%n  API docs %sdocs%n"
                            + "  Jobs     %sops/ (asks for the key in %s)%n  Operator %s/ops/v1%n  Data     %s%n"
                            + "Ctrl-C stops all of it; the data stay.%n",
                    api.address(),
                    api.address(),
                    api.address(),
                    api.address(),
                    session.settings().operatorKeyFile(),
                    session.platform().operatorAddress(),
                    session.settings().database() == null
                            ? session.settings().home()
                            : session.settings().database().url());
            System.out.flush();
            while (!stop.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
                if (!api.isAlive()) {
                    System.err.println(
                            "calima: the read API ended by itself:" + System.lineSeparator() + api.lastWords());
                    return ExitCode.FAILED;
                }
            }
            System.err.println();
            System.err.println("Stopping ...");
        }
        return ExitCode.OK;
    }
}
