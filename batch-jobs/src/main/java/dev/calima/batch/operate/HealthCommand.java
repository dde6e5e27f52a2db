package dev.calima.batch.operate;

import dev.calima.batch.watch.Health;
import dev.calima.batch.watch.Watch;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "health",
        aliases = "status",
        description = "Say how it goes: database, landing area, disk, feeds, runs, queue, forecasts.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code 0: up. 3: it works, and something wants a look. 1: down."})
final class HealthCommand implements Callable<Integer> {

    @Option(names = "-o", paramLabel = "FORMAT", description = "json for an object; without it a table.")
    private @Nullable OutputForm form;

    @Override
    public Integer call() throws Exception {
        Health health = look();
        if (form == OutputForm.json) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(health));
        } else {
            print(health);
        }
        return switch (health.status()) {
            case UP -> ExitCode.OK.code();
            case DEGRADED -> ExitCode.COMPLETED_WITH_REJECTS.code();
            case DOWN -> ExitCode.FAILED.code();
        };
    }

    private static Health look() throws Exception {
        try (Session session = Session.open()) {
            return Health.of(session.get(Watch.class).now());
        } catch (SQLException e) {
            return Health.withoutDatabase("the database does not answer: " + e.getMessage());
        }
    }

    private static void print(Health health) {
        System.out.println(health.status());
        for (Map.Entry<String, Health.Part> part : health.parts().entrySet()) {
            System.out.printf(
                    "  %-10s %-9s %s%n",
                    part.getKey(),
                    part.getValue().status(),
                    part.getValue().detail().isEmpty() ? "" : part.getValue().detail());
            part.getValue().problems().forEach(problem -> System.out.println("             " + problem));
        }
    }
}
