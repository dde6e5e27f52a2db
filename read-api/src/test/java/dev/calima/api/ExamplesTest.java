package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.calima.sql.TestDatabase;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the documentation do what they say, with a key; those whose tool is not on this machine are left out. */
class ExamplesTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final RunningApi API = api();

    private static RunningApi api() {
        Seed.into(DATABASE);
        return RunningApi.over(DATABASE);
    }

    @AfterAll
    static void stop() {
        API.close();
    }

    @ParameterizedTest
    @Timeout(60)
    @CsvSource({"curl,sh,calima.sh", "python3,python3,calima.py", "Rscript,Rscript,calima.R", "java,java,Calima.java"})
    void anExampleShowsTheNewestValues(String tool, String command, String file) throws Exception {
        String program = command.equals("java")
                ? ProcessHandle.current().info().command().orElse("java")
                : command;
        assumeTrue(command.equals("java") || isThere(tool), tool + " is not on this machine");
        ProcessBuilder builder = new ProcessBuilder(
                program, Path.of("../docs/examples").resolve(file).toString());
        builder.environment().put("CALIMA_URL", "http://127.0.0.1:" + API.port());
        builder.environment().put("CALIMA_KEY", TestKeys.add(DATABASE, "reader").text());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assumeTrue(!output.contains("there is no package called"), "R lacks jsonlite");
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).contains("28079008").contains("101.25").contains("Ayuntamiento de Madrid");
        if (command.equals("sh")) {
            assertThat(output).contains("asked again: 304");
        }
    }

    private static boolean isThere(String tool) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
