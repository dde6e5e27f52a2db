package dev.calima.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** However the demo ends, nothing of it stays behind, and the next one has all of it. Each test starts where the last ended. */
@ExtendWith(DemoExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(360)
class RestartIT {

    private static final String STATION = "28079056";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final DemoHome home;

    RestartIT(DemoHome home) {
        this.home = home;
    }

    /** All that must survive, in the API's own words. */
    private record Kept(JsonNode stations, JsonNode latest, JsonNode observations, JsonNode forecast) {

        static Kept of(Api api) {
            return new Kept(
                    api.json("v1/stations").get("data"),
                    api.json("v1/latest?parameter=no2").get("data"),
                    api.json("v1/observations?format=columns&parameter=no2&station=" + STATION
                                    + "&datetimeFrom=2018-10-01T00:00:00Z&datetimeTo=2019-04-01T00:00:00Z")
                            .get("data"),
                    api.forecast(STATION, "0.9"));
        }
    }

    @Test
    @Order(1)
    void anInterruptEndsItInOrderAndTheNextDemoFindsAllOfItDone() throws IOException, InterruptedException {
        Demo first = home.running();
        Kept before = Kept.of(home.api());
        assertThat(before.observations().get("value")).hasSizeGreaterThan(4300); // six months of hours
        List<ProcessHandle> family = first.family();
        assertThat(family).hasSizeGreaterThan(2);

        first.interrupt();

        assertThat(first.exitCodeWithin(STOP_LIMIT)).as(first.transcript()).isZero();
        assertThat(Processes.stillRunning(family, Duration.ZERO)).isEmpty();
        assertThat(Processes.naming(home.folder())).isEmpty();

        Demo second = home.running();
        assertFoundItAllDone(second);
        assertThat(Kept.of(home.api())).isEqualTo(before);
    }

    @Test
    @Order(2)
    void afterAPowerCutItComesBackByItself() throws InterruptedException {
        Demo victim = home.running();
        Kept before = Kept.of(home.api());
        List<ProcessHandle> family = victim.family();

        victim.killWithAllItStarted();

        assertThat(Processes.stillRunning(family, STOP_LIMIT)).isEmpty();
        assertFoundItAllDone(home.running());
        assertThat(Kept.of(home.api())).isEqualTo(before);
    }

    @Test
    @Order(3)
    void whatItStartedEndsWithItWhenItAloneIsKilled() throws IOException, InterruptedException {
        Demo victim = home.running();
        List<ProcessHandle> family = victim.family();

        victim.kill();

        assertThat(Processes.stillRunning(family, STOP_LIMIT)).isEmpty();
        assertThat(Processes.naming(home.folder())).isEmpty();
    }

    private static void assertFoundItAllDone(Demo demo) {
        assertThat(demo.lines())
                .anyMatch(line -> line.startsWith("Nothing to do: 6 files had been loaded before"))
                .anyMatch(line -> line.startsWith("Nothing to learn"))
                .anyMatch(line -> line.startsWith("No forecast to issue"));
    }
}
