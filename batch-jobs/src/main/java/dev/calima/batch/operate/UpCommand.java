package dev.calima.batch.operate;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "up",
        description = "Start everything on the embedded database (or on CALIMA_DB_URL) and serve until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.openServing()) {
            return Serving.untilStopped(session).code();
        }
    }
}
