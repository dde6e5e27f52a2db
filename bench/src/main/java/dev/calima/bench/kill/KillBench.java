package dev.calima.bench.kill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The long form of the harness, as {@code calima bench kill} runs it. */
public final class KillBench {

    private static final String USAGE =
            "usage: calima bench kill [--mode MODE,...] [--seed N] [--kills N] [--values N] [--away SECONDS] [--plan]"
                    + System.lineSeparator()
                    + "       [--between COMMAND]   (run by a shell between two faults)"
                    + System.lineSeparator()
                    + "modes: mix (without one), loads, races, stops, zombies, chain, database, disk, clocks, jdbc";

    private static final List<FaultKind> LOAD_KINDS = List.of(
            FaultKind.KILL,
            FaultKind.KILL,
            FaultKind.KILL,
            FaultKind.BACKEND,
            FaultKind.BACKEND,
            FaultKind.CUT,
            FaultKind.ANSWER,
            FaultKind.POSTMASTER,
            FaultKind.TERM,
            FaultKind.LEASE);

    /** Of a hundred kills of the mix. */
    private static final Map<String, Integer> MIX = shares();

    private static final int HUNDRED = 100;
    /** What has to be 0. */
    private static final List<String> HARMS = List.of(
            "lost",
            "doubled",
            "manual",
            "unended",
            "lines_lost",
            "late_writes",
            "early",
            "double_runs",
            "wrong_answers",
            "never_awake",
            "fires_double",
            "fires_missing");

    private static final List<String> SUMMED =
            Stream.concat(Stream.of("kills"), HARMS.stream()).toList();

    private KillBench() {}

    private static Map<String, Integer> shares() {
        Map<String, Integer> shares = new LinkedHashMap<>();
        shares.put("loads", 40);
        shares.put("races", 15);
        shares.put("stops", 20);
        shares.put("zombies", 5);
        shares.put("chain", 15);
        shares.put("database", 5);
        return shares;
    }

    /** What was asked for; {@code kills} are rounds where nothing is killed. */
    private record Options(
            String mode, long seed, int kills, long values, Duration away, String between, boolean planOnly) {

        static Options of(List<String> arguments) {
            Map<String, String> given = new HashMap<>();
            boolean planOnly = false;
            for (int i = 0; i < arguments.size(); i++) {
                String name = arguments.get(i);
                if (name.equals("--plan")) {
                    planOnly = true;
                } else if (List.of("--mode", "--seed", "--kills", "--values", "--away", "--between")
                                .contains(name)
                        && i + 1 < arguments.size()) {
                    given.put(name, arguments.get(++i));
                } else {
                    throw new IllegalArgumentException("not understood: " + name);
                }
            }
            return new Options(
                    given.getOrDefault("--mode", "mix"),
                    Long.parseLong(given.getOrDefault("--seed", "1")),
                    Integer.parseInt(given.getOrDefault("--kills", "50")),
                    Long.parseLong(given.getOrDefault("--values", "5000000")),
                    Duration.ofSeconds(Math.max(3, Long.parseLong(given.getOrDefault("--away", "20")))),
                    given.getOrDefault("--between", ""),
                    planOnly);
        }

        /** How many kills or rounds of each mode. */
        Map<String, Integer> modes() {
            Map<String, Integer> modes = new LinkedHashMap<>();
            for (String one : mode.split(",")) {
                if (one.equals("mix")) {
                    MIX.forEach((name, share) -> modes.put(name, Math.max(1, kills * share / HUNDRED)));
                } else {
                    modes.put(one, kills);
                }
            }
            return modes;
        }
    }

    /** @param arguments what stands after {@code kill} on the command line */
    public static void run(Path jobsConfig, List<String> arguments) throws Exception {
        Options options;
        try {
            options = Options.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
            System.exit(2);
            return;
        }
        if (options.planOnly()) {
            FaultPlan.of(options.seed(), options.kills(), LOAD_KINDS).forEach(System.out::println);
            return;
        }
        long begun = System.nanoTime();
        Figures totals = new Figures();
        Figures each = new Figures();
        SUMMED.forEach(name -> totals.put(name, 0));
        Map<String, Integer> modes = options.modes();
        for (Map.Entry<String, Integer> mode : modes.entrySet()) {
            System.out.println(mode.getKey() + ": " + mode.getValue());
            Figures one = play(jobsConfig, mode.getKey(), mode.getValue(), options);
            one.put("seconds", seconds(begun) - each.sum("seconds"));
            System.out.println("  " + one);
            if (harm(one) > 0) {
                System.out.println("  replay: " + command(mode.getKey(), options.seed(), mode.getValue())
                        + (mode.getKey().equals("loads") ? " --values " + options.values() : ""));
            }
            one.addTo(totals, SUMMED);
            each.take(mode.getKey() + "_", one);
        }
        totals.take("", each);
        System.out.printf(
                Locale.ROOT,
                "mode=%s seed=%d %s total_seconds=%d%n",
                options.mode(),
                options.seed(),
                totals,
                seconds(begun));
    }

    private static long seconds(long begun) {
        return (System.nanoTime() - begun) / 1_000_000_000;
    }

    private static Figures play(Path jobsConfig, String mode, int kills, Options options) throws Exception {
        Breath breath = new Breath(options.between());
        if (ServingRounds.modes().contains(mode)) {
            return ServingRounds.run(jobsConfig, mode, options.seed(), kills, options.away(), breath);
        }
        return switch (mode) {
            case "loads" ->
                LoadKills.run(jobsConfig, FaultPlan.of(options.seed(), kills, LOAD_KINDS), options.values(), breath);
            case "jdbc" -> JdbcFaults.run(jobsConfig, 1, 1, breath);
            case "chain" -> Chains.run(jobsConfig, options.seed(), kills, Chains.STATIONS, breath);
            case "disk" -> FullDisks.run(jobsConfig, options.seed(), kills, breath);
            case "clocks" -> ClockChanges.run(jobsConfig, ClockChanges.ZONES, 10);
            default -> throw new IllegalArgumentException("there is no mode " + mode + ". " + USAGE);
        };
    }

    /** How much of what must not happen has happened. */
    static long harm(Figures figures) {
        return HARMS.stream().mapToLong(figures::get).sum();
    }

    /** What plays something again. */
    static String command(String mode, long seed, int kills) {
        return "./calima bench kill --mode " + mode + " --seed " + seed + " --kills " + kills;
    }
}
