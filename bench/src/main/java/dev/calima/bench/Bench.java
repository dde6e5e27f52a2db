package dev.calima.bench;

import dev.calima.bench.forecast.ForecastBench;
import dev.calima.bench.kill.KillBench;
import dev.calima.bench.read.ReadBench;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Runs one bench by name. Its last line of output is {@code key=value} pairs. */
public final class Bench {

    private static final long DEFAULT_VALUES = 20_000_000;
    private static final int DEFAULT_ROUNDS = 3;
    private static final long DEFAULT_FIRES = 10_000;
    private static final String USAGE =
            "usage: calima bench load|reload|aggregate [--values N] [--rounds N]   (20000000 values, 3 rounds if not given)"
                    + System.lineSeparator()
                    + "       calima bench load ... [--peers all|copy|none]   (what it is measured beside, all if not given)"
                    + System.lineSeparator()
                    + "       calima bench read [--values N] [--seconds N] [--growth yes|no]   (the read API beside its peers)"
                    + System.lineSeparator()
                    + "       calima bench forecast [OPTIONS]         (see docs/forecasting.md)"
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
        if (args.length >= 2 && args[1].equals("forecast")) {
            withOwnOptions(args, ForecastBench::run);
            return;
        }
        if (args.length >= 2 && args[1].equals("read")) {
            withOwnOptions(args, ReadBench::run);
            return;
        }
        if (args.length >= 2 && (args[1].equals("schedules") || args[1].equals(SchedulesNode.NAME))) {
            schedules(args);
            return;
        }
        if (args.length < 2) {
            usage();
        }
        Path jobsConfig = Path.of(args[0]);
        Options options = Options.of(List.of(args).subList(2, args.length));
        switch (args[1]) {
            case "load" -> LoadBench.run(jobsConfig, options.values, options.peers, options.rounds);
            case "aggregate" -> AggregateBench.run(jobsConfig, options.values);
            case "reload" -> ReloadBench.run(jobsConfig, options.values, options.rounds);
            default -> usage();
        }
    }

    private static final class Options {

        private long values = DEFAULT_VALUES;
        private int rounds = DEFAULT_ROUNDS;
        private LoadPeers.Choice peers = LoadPeers.Choice.ALL;

        static Options of(List<String> words) {
            Options options = new Options();
            for (int i = 0; i < words.size(); i += 2) {
                String value = i + 1 < words.size() ? words.get(i + 1) : "";
                String known = switch (words.get(i)) {
                    case "--values" -> "\\d{6,9}";
                    case "--rounds" -> "[1-9]";
                    case "--peers" -> "all|copy|none";
                    default -> "";
                };
                if (known.isEmpty() || !value.matches(known)) {
                    usage();
                }
                switch (words.get(i)) {
                    case "--values" -> options.values = Long.parseLong(value);
                    case "--rounds" -> options.rounds = Integer.parseInt(value);
                    default -> options.peers = LoadPeers.Choice.valueOf(value.toUpperCase(Locale.ROOT));
                }
            }
            return options;
        }
    }

    /** A bench that reads its own options. */
    private interface Own {
        void run(Path jobsConfig, List<String> words) throws Exception;
    }

    private static void withOwnOptions(String[] args, Own bench) throws Exception {
        try {
            bench.run(Path.of(args[0]), List.of(args).subList(2, args.length));
        } catch (IllegalArgumentException e) {
            System.err.println("bench " + args[1] + ": " + e.getMessage());
            System.exit(2);
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
