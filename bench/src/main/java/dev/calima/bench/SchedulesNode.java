package dev.calima.bench;

import dev.calima.batch.BatchContext;
import dev.calima.batch.WebServer;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.config.ScheduleDefinition;
import dev.calima.batch.config.ScheduleDefinition.Link;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.ingest.fetch.StorageSettings;
import dev.calima.batch.operate.web.OperatorKey;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunOutcome;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import dev.calima.batch.run.WorkerPools;
import dev.calima.batch.timetable.CatchUp;
import dev.calima.batch.timetable.Timetable;
import dev.calima.batch.timetable.UtcCron;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.RolePasswords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A serving process whose schedules are due each second, or as somebody says; there to be killed. Ends with its parent. */
public final class SchedulesNode {

    static final String NAME = "schedules-node";
    private static final String JOB = "bench-tick";

    private SchedulesNode() {}

    /** Arguments: its folder, the number of schedules. The database and the passwords stand in the environment. */
    static void run(Path home, int schedules) throws Exception {
        serve(home, eachSecond(schedules));
    }

    /** Keeps schedules until the parent ends. Their runs are made and not done. */
    public static void serve(Path home, Map<String, ScheduleDefinition> schedules) throws Exception {
        Map<String, String> environment = System.getenv();
        OperatorKey key = OperatorKey.loadOrCreate(home.resolve("operator.key"), environment);
        WebServer web = new WebServer(
                "127.0.0.1",
                0,
                Files.createDirectories(home.resolve("spool")),
                beans -> {
                    beans.registerBean(OperatorKey.class, () -> key);
                    beans.registerBean(JOB, RunnableJob.class, Tick::new);
                    beans.registerBean(
                            WorkerPools.class,
                            () -> new WorkerPools(Map.of())); // nobody does the runs: they are counted
                },
                true);
        var node = BatchContext.start(
                config(home, schedules),
                new DatabaseAccess(
                        environment.getOrDefault("CALIMA_DB_URL", ""),
                        environment.getOrDefault("CALIMA_DB_USER", ""),
                        environment.getOrDefault("CALIMA_DB_PASSWORD", "")),
                RolePasswords.loadOrCreate(home.resolve("roles.properties"), environment),
                StorageSettings.inFolder(home.resolve("landing")),
                web);
        try (node) {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }

    private static JobsConfig config(Path home, Map<String, ScheduleDefinition> schedules) throws IOException {
        for (String kind : List.of("networks", "feeds", "training")) {
            Files.createDirectories(home.resolve("config").resolve(kind));
        }
        JobsConfig empty = JobsConfigLoader.load(home.resolve("config"), FeedFormats.check());
        return new JobsConfig(
                empty.feeds(),
                empty.networks(),
                empty.trainings(),
                empty.checks(),
                schedules,
                empty.alerts(),
                empty.retention());
    }

    private static Map<String, ScheduleDefinition> eachSecond(int count) {
        Map<String, ScheduleDefinition> schedules = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String name = "second-" + i;
            schedules.put(name, schedule(name, UtcCron.parse("* * * * * ?"), Duration.ofHours(1)));
        }
        return schedules;
    }

    /** A schedule that makes each moment, also those that it missed so far back. */
    public static ScheduleDefinition schedule(String name, Timetable timetable, Duration horizon) {
        Link link = new Link(JOB, Map.of("at", ScheduleDefinition.SCHEDULED, "of", name), "default");
        return new ScheduleDefinition(
                name, timetable, CatchUp.EACH, horizon, Duration.ofMinutes(5), true, List.of(link));
    }

    /** A job that nobody does. */
    private static final class Tick implements RunnableJob {

        @Override
        public String name() {
            return JOB;
        }

        @Override
        public String description() {
            return "does nothing";
        }

        @Override
        public List<RunParameter> parameters() {
            return List.of(
                    RunParameter.required("at", ParameterType.INSTANT, "the moment"),
                    RunParameter.required("of", ParameterType.TEXT, "the schedule"));
        }

        @Override
        public RunResult run(Run run) {
            return RunResult.of(RunOutcome.COMPLETED);
        }
    }
}
