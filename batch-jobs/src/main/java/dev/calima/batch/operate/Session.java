package dev.calima.batch.operate;

import dev.calima.batch.Progress;
import dev.calima.batch.config.JobsConfig;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** One command at work: the platform, and somebody who may watch or say stop. */
final class Session implements AutoCloseable {

    private final Settings settings;
    private final Platform platform;

    private Session(Settings settings, Platform platform) {
        this.settings = settings;
        this.platform = platform;
    }

    /** Opens the platform; from now on Ctrl-C stops jobs after the chunk in hand. */
    static Session open() throws Exception {
        return open(false);
    }

    /** As {@link #open}, with the operator API beside it. */
    static Session openServing() throws Exception {
        return open(true);
    }

    private static Session open(boolean serving) throws Exception {
        Settings settings = Settings.of(System.getenv());
        Platform platform = Platform.open(settings, serving);
        CalimaCommand.onStop(() -> {
            System.err.println();
            System.err.println("calima: stopping after the chunk in hand ...");
            platform.stopJobs();
        });
        return new Session(settings, platform);
    }

    Settings settings() {
        return settings;
    }

    Platform platform() {
        return platform;
    }

    <T> T get(Class<T> type) {
        return platform.get(type);
    }

    /** @throws SettingsException when there is no such training profile */
    void requireProfile(String name) throws SettingsException {
        Set<String> known = get(JobsConfig.class).trainings().keySet();
        if (!known.contains(name)) {
            throw new SettingsException(List.of("there is no training profile '" + name + "'; known are "
                    + new TreeSet<>(known) + " (one file each in jobs-config/training)"));
        }
    }

    /** Does the work and shows how far it is. */
    <T> T watching(Callable<T> work) throws Exception {
        ProgressLine line = new ProgressLine(get(Progress.class), System.err, settings.terminal());
        try (line) {
            return work.call();
        }
    }

    @Override
    public void close() {
        platform.close();
    }
}
