package dev.calima.bench.kill;

import dev.calima.batch.BatchContext;
import dev.calima.batch.WebServer;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.ingest.fetch.StorageSettings;
import dev.calima.batch.operate.web.OperatorKey;
import dev.calima.batch.run.WorkerPools;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.RolePasswords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What {@code calima up} starts to work, without the read API: workers, supervisor and operator API, as a process that is there to
 * be killed. Ends in order when it is told to (SIGTERM), and with its parent.
 */
final class ServingNode {

    private static final String PORT = "port";

    private ServingNode() {}

    /** Arguments: a folder of its own, in which the file {@code port} says where it listens, and whether it keeps schedules. */
    public static void main(String[] arguments) throws Exception {
        Path own = Files.createDirectories(Path.of(arguments[0]));
        Map<String, String> environment = System.getenv();
        Path home = Path.of(environment.getOrDefault("CALIMA_HOME", ""));
        OperatorKey key = OperatorKey.loadOrCreate(own.resolve("operator.key"), environment);
        WebServer web = new WebServer(
                "127.0.0.1",
                0,
                Files.createDirectories(own.resolve("spool")),
                beans -> {
                    beans.registerBean(OperatorKey.class, () -> key);
                    beans.registerBean(WorkerPools.class, () -> WorkerPools.USUAL);
                },
                Boolean.parseBoolean(arguments[1]));
        ConfigurableApplicationContext beans = BatchContext.start(
                JobsConfigLoader.load(Path.of(environment.getOrDefault("CALIMA_CONFIG", "")), FeedFormats.check()),
                new DatabaseAccess(
                        environment.getOrDefault("CALIMA_DB_URL", ""),
                        environment.getOrDefault("CALIMA_DB_USER", ""),
                        environment.getOrDefault("CALIMA_DB_PASSWORD", "")),
                RolePasswords.loadOrCreate(own.resolve("roles.properties"), environment),
                StorageSettings.inFolder(home.resolve("landing")),
                web);
        Runtime.getRuntime().addShutdownHook(new Thread(beans::close, "end"));
        say(own, String.valueOf(beans.getEnvironment().getProperty("local.server.port")));
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.exit(0);
    }

    private static void say(Path own, String port) throws IOException {
        Path unfinished = Files.writeString(own.resolve("port.new"), port);
        Files.move(unfinished, own.resolve(PORT), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where a process listens that was started with this folder; 0 while it does not. */
    static int port(Path own) throws IOException {
        Path file = own.resolve(PORT);
        return Files.exists(file) ? Integer.parseInt(Files.readString(file)) : 0;
    }
}
