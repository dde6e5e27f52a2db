package dev.calima.batch;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The web server of the batch application, where it has one.
 *
 * @param address where it listens, such as {@code 127.0.0.1}
 * @param port its port; 0 for any
 * @param spool folder in which files of a form lie while they are received
 * @param beans adds what its controllers need
 * @param schedules whether this process also starts by itself what the schedules say
 */
public record WebServer(
        String address, int port, Path spool, Consumer<GenericApplicationContext> beans, boolean schedules) {

    /** Few threads: what takes long is done in the background. */
    private static final int THREADS = 8;

    private static final String LARGEST_FORM = "1GB";

    /** One that starts nothing by itself. */
    public WebServer(String address, int port, Path spool, Consumer<GenericApplicationContext> beans) {
        this(address, port, spool, beans, false);
    }

    Map<String, Object> properties() {
        return Map.of(
                "server.address", address,
                "server.port", port,
                "server.tomcat.threads.max", THREADS,
                "server.tomcat.threads.min-spare", 1,
                "server.error.include-message", "never",
                "spring.servlet.multipart.location", spool.toString(),
                "spring.servlet.multipart.max-file-size", LARGEST_FORM,
                "spring.servlet.multipart.max-request-size", LARGEST_FORM,
                "spring.mvc.problemdetails.enabled", true);
    }
}
