package dev.calima.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each mode of the harness for some seconds; {@code calima bench kill} does the same for as long as one likes. */
@Timeout(300)
class KillsTest {

    private static final Path JOBS_CONFIG =
            Path.of("..", "jobs-config").toAbsolutePath().normalize();
    /** Draws rounds that are short. */
    private static final long SEED = 444;
    /** Draws a kill in the middle of training. */
    private static final long IN_TRAINING = 1519;

    @Test
    void theSameSeedGivesTheSamePlan() {
        List<FaultKind> kinds = List.of(FaultKind.values());
        assertThat(FaultPlan.of(7, 50, kinds)).isEqualTo(FaultPlan.of(7, 50, kinds));
        assertThat(FaultPlan.of(8, 50, kinds)).isNotEqualTo(FaultPlan.of(7, 50, kinds));
    }

    @Test
    void aLoadThatIsDisturbedEndsLikeOneThatWasNot() throws Exception {
        List<PlannedFault> plan = List.of(
                new PlannedFault(FaultKind.KILL, 0, 1_000),
                new PlannedFault(FaultKind.ANSWER, 1, 0),
                new PlannedFault(FaultKind.BACKEND, 1, 3_000));
        Figures figures = LoadKills.run(JOBS_CONFIG, plan, 60_000, Breath.NONE);
        assertThat(figures.get("kills")).isEqualTo(plan.size());
        assertUnharmed(figures);
    }

    @Test
    void anyCallOfJdbcMayFail() throws Exception {
        Figures figures = JdbcFaults.run(JOBS_CONFIG, 3, 151, Breath.NONE);
        assertThat(figures.get("faults")).isGreaterThanOrEqualTo(6);
        assertThat(figures.get("right")).isEqualTo(figures.get("faults"));
        assertUnharmed(figures);
    }

    @Test
    void servingProcessesAreRacedStoppedPutToSleepAndLeftWithoutADatabase() throws Exception {
        try (Serving serving = Serving.open(JOBS_CONFIG)) {
            for (String mode : ServingRounds.modes()) {
                int rounds = mode.equals("races") ? 2 : 1; // a start and a restart
                ServingRounds.play(serving, mode, SEED, rounds, Duration.ofSeconds(2), Breath.NONE);
            }
            serving.compare();
            Figures figures = serving.figures();
            for (String played : List.of("races", "stops", "zombies", "outages")) {
                assertThat(figures.get(played)).as(played + " of " + figures).isPositive();
            }
            assertUnharmed(figures);
        }
    }

    @Test
    void aDayIsLearntFromAndForecastWhileThePlugIsPulled() throws Exception {
        Figures figures = Chains.run(JOBS_CONFIG, IN_TRAINING, 1, Set.of("4"), Breath.NONE);
        assertThat(figures.get("kills")).isEqualTo(1);
        assertUnharmed(figures);
    }

    private static void assertUnharmed(Figures figures) {
        System.out.println(figures);
        assertThat(KillBench.harm(figures)).as("harm of " + figures).isZero();
        assertThat(figures.get("rows_compared")).isPositive();
    }
}
