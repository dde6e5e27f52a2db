package dev.calima.batch.operate;

import dev.calima.batch.log.LogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Where the lines of this process go; told before the first of them is written. */
final class LogSettings {

    private LogSettings() {}

    /** A file of this process's own in the data folder, and standard output too where {@code CALIMA_LOG_STDOUT} is true. */
    static void apply(Map<String, String> environment) {
        Path folder = Settings.home(environment).resolve("logs");
        try {
            System.setProperty("calima.log", LogFile.claim(folder).toString());
        } catch (IOException e) {
            System.err.println("calima: no log can be written in " + folder + " (" + e.getMessage()
                    + "); look at CALIMA_HOME and its rights. It goes to the temporary folder");
            System.setProperty(
                    "calima.log",
                    Path.of(
                                    System.getProperty("java.io.tmpdir"),
                                    "calima-" + ProcessHandle.current().pid() + ".jsonl")
                            .toString());
        }
        if ("true".equals(environment.get("CALIMA_LOG_STDOUT"))) {
            System.setProperty("calima.log.stdout", "INFO");
        }
    }
}
