package dev.calima.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What differs between stages. Defaults come from the stage; each may be set by the context key of the same name.
 *
 * @param stage {@code dev} (cheap: may fall asleep, runs tasks instead of a service that waits) or {@code prod}
 * @param alertEmail who is told of alarms and of the budget; required for {@code prod}
 * @param operatorAddresses address ranges (CIDR) that may reach the operator API; nobody when empty
 * @param minAcu least capacity of Aurora in ACU; 0 lets it pause after ten minutes without a connection
 * @param maxAcu most capacity of Aurora in ACU
 * @param databaseReaders Aurora instances besides the writer, in other zones
 * @param backupDays days that Aurora's backups are kept, 1 to 35
 * @param natGateways ways out to the sources' hosts, one for each zone at most
 * @param apiTasks least number of read API tasks
 * @param apiTasksMost most read API tasks that autoscaling starts
 * @param trainingCpu CPU units of the training task, 1024 a core
 * @param trainingMemory memory of the training task in MiB
 * @param scheduler {@code service}: a task that is always there starts what is due; {@code tasks}: EventBridge starts a task each time
 * @param monthlyBudget US dollars a month, above 80 % of which somebody is told
 */
public record StageSettings(
        String stage,
        String alertEmail,
        List<String> operatorAddresses,
        double minAcu,
        double maxAcu,
        int databaseReaders,
        int backupDays,
        int natGateways,
        int apiTasks,
        int apiTasksMost,
        int trainingCpu,
        int trainingMemory,
        String scheduler,
        int monthlyBudget) {

    /**
     * Reads the context.
     *
     * @param context value of a key; empty when it is not set
     * @throws StageSettingsException listing every problem
     */
    public static StageSettings of(Function<String, Object> context) throws StageSettingsException {
        Reader reader = new Reader(context);
        String stage = reader.oneOf("stage", "dev", List.of("dev", "prod"));
        boolean prod = stage.equals("prod");
        StageSettings settings = new StageSettings(
                stage,
                reader.text("alertEmail"),
                reader.list("operatorAddresses"),
                reader.number("minAcu", prod ? 0.5 : 0, 0, 256),
                reader.number("maxAcu", prod ? 8 : 2, 1, 256),
                reader.whole("databaseReaders", prod ? 1 : 0, 0, 15),
                reader.whole("backupDays", prod ? 14 : 1, 1, 35),
                reader.whole("natGateways", prod ? 2 : 1, 1, 2),
                reader.whole("apiTasks", prod ? 2 : 1, 1, 100),
                reader.whole("apiTasksMost", prod ? 6 : 2, 1, 100),
                reader.whole("trainingCpu", prod ? 4096 : 2048, 256, 16384),
                reader.whole("trainingMemory", prod ? 16384 : 4096, 512, 122880),
                reader.oneOf("scheduler", prod ? "service" : "tasks", List.of("service", "tasks")),
                reader.whole("monthlyBudget", prod ? 400 : 80, 1, 1_000_000));
        settings.check(reader.problems);
        if (!reader.problems.isEmpty()) {
            throw new StageSettingsException(reader.problems);
        }
        return settings;
    }

    private void check(List<String> problems) {
        if (isProd() && alertEmail.isEmpty()) {
            problems.add("alertEmail is not set: -c alertEmail=team@example.org tells who hears of alarms");
        }
        if (!alertEmail.isEmpty() && !alertEmail.matches("[^@\\s]+@[^@\\s]+")) {
            problems.add("alertEmail must be an address such as team@example.org, but is " + alertEmail);
        }
        for (String range : operatorAddresses) {
            if (!range.matches("[0-9.]+/\\d{1,2}")) {
                problems.add(
                        "operatorAddresses must be ranges such as 203.0.113.0/24, commas between, but one is " + range);
            }
        }
        if (minAcu > maxAcu) {
            problems.add("minAcu (" + minAcu + ") must not be above maxAcu (" + maxAcu + ")");
        }
        if (apiTasks > apiTasksMost) {
            problems.add("apiTasks (" + apiTasks + ") must not be above apiTasksMost (" + apiTasksMost + ")");
        }
    }

    boolean isProd() {
        return stage.equals("prod");
    }

    boolean hasSchedulerService() {
        return scheduler.equals("service");
    }

    private static final class Reader {

        private final Function<String, Object> context;
        private final List<String> problems = new ArrayList<>();

        Reader(Function<String, Object> context) {
            this.context = context;
        }

        String text(String key) {
            return String.valueOf(context.apply(key)).strip();
        }

        List<String> list(String key) {
            String text = text(key);
            return text.isEmpty() ? List.of() : List.of(text.split("\\s*,\\s*"));
        }

        String oneOf(String key, String usual, List<String> allowed) {
            String text = text(key);
            if (text.isEmpty()) {
                return usual;
            }
            if (!allowed.contains(text)) {
                problems.add(key + " must be one of " + allowed + ", but is " + text);
                return usual;
            }
            return text;
        }

        double number(String key, double usual, double least, double most) {
            String text = text(key);
            if (text.isEmpty()) {
                return usual;
            }
            if (text.matches("\\d+(\\.\\d+)?")) {
                double value = Double.parseDouble(text);
                if (value >= least && value <= most) {
                    return value;
                }
            }
            problems.add(key + " must be a number from " + least + " to " + most + ", but is " + text);
            return usual;
        }

        int whole(String key, int usual, int least, int most) {
            double value = number(key, usual, least, most);
            if (value != Math.rint(value)) {
                problems.add(key + " must be a whole number, but is " + value);
            }
            return (int) value;
        }
    }
}
