package dev.calima.bench.kill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Plays rounds of a mode on serving processes: the first with the seed that was given, each further one with the next number. */
final class ServingRounds {

    /** So often a round may come too late for each one that counts. */
    private static final int TRIES = 4;

    /** Who does not let the database be away for longer has no time for sleepers either: the short form. */
    private static final Duration HURRIED = Duration.ofSeconds(3);

    private ServingRounds() {}

    /** Plays a mode on processes of its own, and compares what is there then. */
    static Figures run(Path jobsConfig, String mode, long seed, int rounds, Duration away, Breath breath)
            throws Exception {
        long begun = System.nanoTime();
        try (Serving serving = Serving.open(jobsConfig)) {
            serving.figures()
                    .put("open_ms", millisSince(begun))
                    .put("load_ms", serving.usual().toMillis());
            play(serving, mode, seed, rounds, away, breath);
            serving.figures()
                    .put("play_ms", millisSince(begun) - serving.figures().get("open_ms"));
            serving.compare();
            return serving.figures();
        }
    }

    private static long millisSince(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    /** Plays a mode on processes that are there. */
    static void play(Serving serving, String mode, long seed, int rounds, Duration away, Breath breath)
            throws Exception {
        Round round = of(mode, serving, away);
        int played = 0;
        for (int i = 0; played < rounds && i < rounds * TRIES; i++) {
            breath.take();
            long before = KillBench.harm(serving.figures());
            played += round.play(new SplittableRandom(seed + i)) ? 1 : 0;
            if (KillBench.harm(serving.figures()) > before) {
                System.out.println("  replay: " + KillBench.command(mode, seed + i, 1));
            }
            if (i % 20 == 19) {
                System.out.println("  " + mode + ": " + serving.figures());
            }
        }
    }

    /** Modes that are played here. */
    static List<String> modes() {
        return List.of("races", "stops", "zombies", "database");
    }

    private static Round of(String mode, Serving serving, Duration away) {
        return switch (mode) {
            case "races" -> new Races(serving);
            case "stops" -> new Stops(serving);
            case "zombies" -> new Zombies(serving, away.compareTo(HURRIED) < 0);
            case "database" -> new Outages(serving, away);
            default -> throw new IllegalArgumentException("there is no mode " + mode);
        };
    }
}
