package dev.calima.bench;

import dev.calima.bench.kill.KillBench;
import java.nio.file.Path;
import java.util.List;

/** Runs one bench by name. Its last line of output is {@code key=value} pairs. */
public final class Bench {

    private static final long DEFAULT_VALUES = 20_000_000;
    private static final long DEFAULT_FIRES = 10_000;
    private static final String USAGE =
            "usage: calima bench load|reload|aggregate [--values N]   (N values to load, 20000000 if not given)"
                    + System.lineSeparator()
                    + "       calima bench schedules [--fires N]      (N moments that are due, 10000 if not given)"
                    + System.lineSeparator()
                    + "       calima bench kill [--mode MODE,...] [--seed N] [--kills N] [--values N] [--away SECONDS] [--plan]";

    private Bench() {}

    /** Arguments: the folder {@code jobs-config}, the name of the bench, and its options. */
    public static void main(String[] args) throws Exception {
        if (args.length >= 2 && args[1].equals("kill")) {
            KillBench.run(Path.of(args[0]), List.of(args).subList(2, args.length));
            return;
        }
        if (args.length >= 2 && (args[1].equals("schedules") || args[1].equals(SchedulesNode.NAME))) {
            schedules(args);
            return;
        }
        long values = DEFAULT_VALUES;
        boolean understood = args.length == 2 || (args.length == 4 && args[2].equals("--values"));
        if (understood && args.length == 4) {
            understood = args[3].matches("\\d{6,9}");
            values = understood ? Long.parseLong(args[3]) : 0;
        }
        if (!understood) {
            usage();
        }
        Path jobsConfig = Path.of(args[0]);
        switch (args[1]) {
            case "load" -> LoadBench.run(jobsConfig, values);
            case "aggregate" -> AggregateBench.run(jobsConfig, values);
            case "reload" -> ReloadBench.run(jobsConfig, values);
            default -> usage();
        }
    }

    private static void schedules(String[] args) throws Exception {
        boolean node = args[1].equals(SchedulesNode.NAME);
        boolean given =
                args.length == 4 && args[2].equals(node ? "--schedules" : "--fires") && args[3].matches("\\d{1,7}");
        if (!given && (node || args.length != 2)) {
            usage();
        }
        long number = given ? Long.parseLong(args[3]) : DEFAULT_FIRES;
        if (node) {
            SchedulesNode.run(Path.of(args[0]), (int) number);
        } else {
            SchedulesBench.run(number);
        }
    }

    private static void usage() {
        System.err.println(USAGE);
        System.exit(2);
    }
}
