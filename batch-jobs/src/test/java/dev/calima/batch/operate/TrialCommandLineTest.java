package dev.calima.batch.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.operate.CommandProcess.Ended;
import dev.calima.sql.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code calima trial}, {@code calima profiles} and {@code calima models} as they are typed: what they print and their exit codes. */
@Timeout(180)
class TrialCommandLineTest {

    private static final int HOURS = 40 * 24;
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();

    @Test
    void exitCodesAndAnswersAreThoseOfTheManual() throws Exception {
        try (CommandProcess calima = CommandProcess.start(database, folder.resolve("home"))) {
            profiles(calima);
            trials(calima);
            models(calima);
        }
    }

    private void profiles(CommandProcess calima) throws Exception {
        Path good = Files.writeString(
                folder.resolve("good.yaml"),
                "profile: default\nbacktest-windows: 8\napplies-to: {networks: [madrid]}\n");
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "profile: default\nhorizon-hours: 9999\nfoo: 1\n");

        Ended set = calima.run("profiles", "set", "default", good.toString(), "--reason", "fewer days");
        assertThat(set.code()).as(set.err()).isZero();
        assertThat(set.out()).contains("default: version 1", "networks [madrid]");
        Ended wrong = calima.run("profiles", "set", "default", bad.toString());
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(wrong.err()).contains("horizon-hours must lie in 1..240", "unknown key 'foo'");
        assertThat(calima.run(
                                "profiles",
                                "set",
                                "default",
                                folder.resolve("none.yaml").toString())
                        .code())
                .isEqualTo(ExitCode.USAGE.code());
        Ended unknown = calima.run("profiles", "show", "nope");
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(unknown.err()).contains("there is no training profile 'nope'; known are [default]");
        JsonNode versions = json(calima.run("profiles", "show", "default", "-o", "json"));
        assertThat(versions.get(0).get("reason").asString()).isEqualTo("fewer days");
        assertThat(calima.run("profiles", "rollback", "default", "7").code()).isEqualTo(ExitCode.USAGE.code());
        Ended back = calima.run("profiles", "rollback", "default", "0");
        assertThat(back.code()).as(back.err()).isZero();
        assertThat(back.out()).contains("default: the file", "every series that no other profile applies to");
        JsonNode all = json(calima.run("profiles", "list", "-o", "json"));
        assertThat(all.get(0).get("version").asInt()).isZero();
    }

    private void trials(CommandProcess calima) throws Exception {
        String file = series().toString();
        Ended kind = calima.run("trial", "guess", "--file", file);
        assertThat(kind.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(kind.err()).contains("KIND must be training, backtest or forecast, but is 'guess'");
        Ended setting = calima.run("trial", "backtest", "--file", file, "--set", "knn.distance=sideways");
        assertThat(setting.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(setting.err()).contains("distance must be one of");
        assertThat(calima.run(
                                "trial",
                                "backtest",
                                "--file",
                                folder.resolve("none.csv").toString())
                        .err())
                .contains("there is no such file");

        Path plot = folder.resolve("plot.svg");
        Ended done = calima.run(
                "trial",
                "forecast",
                "--file",
                file,
                "--set",
                "algorithms=[climatology]",
                "--set",
                "backtest-windows=8",
                "--at",
                START.plusSeconds((HOURS + 12) * 3600L).toString(),
                "--level",
                "0.9",
                "--plot",
                plot.toString(),
                "-o",
                "json");
        assertThat(done.code()).as(done.err()).isZero();
        JsonNode value = json(done).get("series").get(0).get("values").get(0);
        assertThat(value.get("lead").asInt()).isEqualTo(13);
        assertThat(value.get("lower").asDouble()).isLessThan(value.get("upper").asDouble());
        assertThat(plot).content().startsWith("<svg");
    }

    private static void models(CommandProcess calima) throws Exception {
        Ended none = calima.run("models", "list", "-o", "json");
        assertThat(none.code()).as(none.err()).isZero();
        assertThat(json(none)).isEmpty();
        Ended form = calima.run("models", "show", "no2");
        assertThat(form.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(form.err()).contains("NETWORK/STATION/PARAMETER");
        Ended unknown = calima.run("models", "promote", "madrid/28079004/no2");
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(unknown.err()).contains("there is no series madrid/28079004/no2 that was ever trained");
    }

    private Path series() throws Exception {
        StringBuilder text = new StringBuilder("time,value\n");
        for (int hour = 0; hour < HOURS; hour++) {
            double value = 30 + 10 * Math.sin(2 * Math.PI * hour / 24) + (hour * 37 % 11);
            text.append(START.plusSeconds(hour * 3600L))
                    .append(',')
                    .append(value)
                    .append('\n');
        }
        return Files.writeString(folder.resolve("mine.csv"), text);
    }

    private static JsonNode json(Ended ended) {
        assertThat(ended.code()).as(ended.err()).isZero();
        return JsonMapper.shared().readTree(ended.out());
    }
}
