package dev.calima.batch.operate;

import dev.calima.batch.BatchTestContext;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseRole;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another process that is given one command line after the other, with an environment of its own. Its start is what costs
 * most of a command's time, so a test that tries many of them shares one.
 */
final class CommandProcess implements AutoCloseable {

    static final String PEPPER = "canary-pepper-of-the-command-line-tests";

    private static final String FIELDS = " ";

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream lines;

    /** How a command ended: its exit code, and what it said. */
    record Ended(int code, String out, String err) {}

    private CommandProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        this.lines = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    }

    static CommandProcess start(TestDatabase database, Path home) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommandProcess.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        environment(builder, database, home);
        return new CommandProcess(builder.start());
    }

    /** What a command of this database and folder finds in its environment. */
    static void environment(ProcessBuilder builder, TestDatabase database, Path home) {
        builder.environment().put("CALIMA_HOME", home.toString());
        builder.environment().put("CALIMA_CONFIG", BatchTestContext.SHIPPED_CONFIG.toString());
        builder.environment().put("CALIMA_DB_URL", database.admin().url());
        builder.environment().put("CALIMA_DB_USER", database.admin().user());
        builder.environment().put("CALIMA_DB_PASSWORD", database.admin().password());
        builder.environment().put("CALIMA_KEY_PEPPER", PEPPER);
        for (DatabaseRole role : DatabaseRole.values()) {
            builder.environment()
                    .put(role.passwordVariable(), database.access(role).password());
        }
    }

    Ended run(String... arguments) throws IOException {
        lines.println(encoded(String.join("\n", arguments)));
        @Nullable String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the process has ended: " + Arrays.toString(arguments));
        }
        String[] fields = answer.split(FIELDS, -1);
        return new Ended(Integer.parseInt(fields[0]), decoded(fields[1]), decoded(fields[2]));
    }

    @Override
    public void close() {
        lines.close();
        process.destroy();
    }

    /** The other process: reads command lines and answers how they ended. */
    public static void main(String[] ignored) throws IOException {
        PrintStream answers =
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        @Nullable String line = lines.readLine();
        while (line != null) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int code = CalimaCommand.execute(decoded(line).split("\n", -1));
            answers.println(code
                    + FIELDS
                    + encoded(out.toString(StandardCharsets.UTF_8))
                    + FIELDS
                    + encoded(err.toString(StandardCharsets.UTF_8)));
            line = lines.readLine();
        }
        Runtime.getRuntime().halt(0);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
