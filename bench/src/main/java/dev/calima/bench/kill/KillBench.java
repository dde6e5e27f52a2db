package dev.calima.bench.kill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The long form of the harness, as {@code calima bench kill} runs it. */
public final class KillBench {

    private static final String USAGE =
            "usage: calima bench kill [--mode loads|jdbc] [--seed N] [--kills N] [--values N] [--plan]"
                    + System.lineSeparator()
                    + "       [--between COMMAND]   (run by a shell between two faults)";

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

    private KillBench() {}

    /** What was asked for; {@code kills} are rounds where nothing is killed. */
    private record Options(String mode, long seed, int kills, long values, String between, boolean planOnly) {

        static Options of(List<String> arguments) {
            Map<String, String> given = new java.util.HashMap<>();
            boolean planOnly = false;
            for (int i = 0; i < arguments.size(); i++) {
                String name = arguments.get(i);
                if (name.equals("--plan")) {
                    planOnly = true;
                } else if (List.of("--mode", "--seed", "--kills", "--values", "--between")
                                .contains(name)
                        && i + 1 < arguments.size()) {
                    given.put(name, arguments.get(++i));
                } else {
                    throw new IllegalArgumentException("not understood: " + name);
                }
            }
            return new Options(
                    given.getOrDefault("--mode", "loads"),
                    Long.parseLong(given.getOrDefault("--seed", "1")),
                    Integer.parseInt(given.getOrDefault("--kills", "50")),
                    Long.parseLong(given.getOrDefault("--values", "5000000")),
                    given.getOrDefault("--between", ""),
                    planOnly);
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
        List<PlannedFault> plan = FaultPlan.of(options.seed(), options.kills(), LOAD_KINDS);
        if (options.planOnly()) {
            plan.forEach(System.out::println);
            return;
        }
        long begun = System.nanoTime();
        Figures figures = new Figures();
        Breath breath = new Breath(options.between());
        List<String> modes = new ArrayList<>(List.of(options.mode().split(",")));
        for (String mode : modes) {
            Figures one = switch (mode) {
                case "loads" -> LoadKills.run(jobsConfig, plan, options.values(), breath);
                case "jdbc" -> JdbcFaults.run(jobsConfig, 1, 1, breath);
                default -> throw new IllegalArgumentException("there is no mode " + mode + ". " + USAGE);
            };
            figures.take(modes.size() == 1 ? "" : mode + "_", one);
        }
        System.out.printf(
                Locale.ROOT,
                "mode=%s seed=%d %s seconds=%d%n",
                options.mode(),
                options.seed(),
                figures,
                (System.nanoTime() - begun) / 1_000_000_000);
    }
}
