package dev.calima.batch.schedule;

import dev.calima.batch.BatchContext;
import dev.calima.batch.WebServer;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.ScheduleDefinition;
import dev.calima.batch.config.ScheduleDefinition.Link;
import dev.calima.batch.ingest.fetch.StorageSettings;
import dev.calima.batch.operate.web.OperatorKey;
import dev.calima.batch.run.RunnableJob;
import dev.calima.batch.timetable.CatchUp;
import dev.calima.batch.timetable.UtcCron;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.RolePasswords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** A serving process whose schedules are due each second: in this JVM, or as one of its own that is there to be killed. */
final class ScheduleNode {

    static final String KEY = "a key that is long enough";

    private ScheduleNode() {}

    /** Arguments: folder, number of schedules. The database and the passwords stand in the environment. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Map<String, String> environment = System.getenv();
        DatabaseAccess database = new DatabaseAccess(
                environment.getOrDefault("CALIMA_DB_URL", ""),
                environment.getOrDefault("CALIMA_DB_USER", ""),
                environment.getOrDefault("CALIMA_DB_PASSWORD", ""));
        start(
                database,
                RolePasswords.loadOrCreate(home.resolve("roles.properties"), environment),
                home,
                eachSecond(Integer.parseInt(arguments[1])));
        System.out.println("serving");
        System.in.read(); // ends with its parent
        Runtime.getRuntime().halt(1);
    }

    /** Starts one. */
    static ConfigurableApplicationContext start(
            DatabaseAccess database, RolePasswords passwords, Path home, Map<String, ScheduleDefinition> schedules)
            throws IOException {
        OperatorKey key = OperatorKey.loadOrCreate(home.resolve("operator.key"), Map.of(OperatorKey.VARIABLE, KEY));
        WebServer web = new WebServer(
                "127.0.0.1",
                0,
                Files.createDirectories(home.resolve("spool")),
                beans -> {
                    beans.registerBean(OperatorKey.class, () -> key);
                    beans.registerBean("timed", RunnableJob.class, () -> new TestJob("timed", true));
                    for (String name : List.of("untimed", "second", "third")) {
                        beans.registerBean(name, RunnableJob.class, () -> new TestJob(name, false));
                    }
                },
                true);
        return BatchContext.start(
                config(home, schedules), database, passwords, StorageSettings.inFolder(home.resolve("landing")), web);
    }

    private static JobsConfig config(Path home, Map<String, ScheduleDefinition> schedules) throws IOException {
        JobsConfig empty = ScheduleFile.read(home.resolve("empty"), "schedules: []");
        return new JobsConfig(
                empty.feeds(),
                empty.networks(),
                empty.trainings(),
                empty.checks(),
                schedules,
                empty.alerts(),
                empty.retention());
    }

    /** So many schedules that are due each second. */
    static Map<String, ScheduleDefinition> eachSecond(int count) {
        Map<String, ScheduleDefinition> schedules = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = "second-" + i;
            Link link = new Link("timed", Map.of("at", ScheduleDefinition.SCHEDULED, "of", name), "default");
            schedules.put(
                    name,
                    new ScheduleDefinition(
                            name,
                            UtcCron.parse("* * * * * ?"),
                            CatchUp.EACH,
                            Duration.ofHours(1),
                            Duration.ofMinutes(5),
                            true,
                            List.of(link)));
        }
        return schedules;
    }
}
