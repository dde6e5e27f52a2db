package dev.calima.batch.operate;

import dev.calima.batch.Control;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.profile.TrainingProfiles;
import dev.calima.batch.profile.UnknownProfileException;
import dev.calima.batch.run.Actor;
import dev.calima.batch.run.OwnRuns;
import dev.calima.batch.run.RunRequest;
import dev.calima.batch.run.RunRow;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        return open(Purpose.COMMAND);
    }

    /** As {@link #open}, with the operator API beside it. */
    static Session openShowing() throws Exception {
        return open(Purpose.SHOW);
    }

    /** As {@link #openShowing}, and what is scheduled is started by itself. */
    static Session openServing() throws Exception {
        return open(Purpose.SERVE);
    }

    private static Session open(Purpose purpose) throws Exception {
        Settings settings = Settings.of(System.getenv());
        Platform platform = Platform.open(settings, purpose);
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

    /** Zone of a feed's hours; UTC when it is not in the configuration any more. */
    ZoneId zone(String feed) {
        @Nullable FeedDefinition definition = get(JobsConfig.class).feeds().get(feed);
        return definition == null ? ZoneOffset.UTC : definition.zone();
    }

    /** What the job of a run says that was done here. */
    static <T> T report(OwnRuns.Done done, Class<T> type) {
        return type.cast(Objects.requireNonNull(done.result().report()));
    }

    /** Whether somebody said stop to this process. */
    boolean isToEnd() {
        return get(StopSignal.class).isGiven();
    }

    /** @throws SettingsException when there is no such training profile */
    void requireProfile(String name) throws SettingsException {
        try {
            get(TrainingProfiles.class).get(name);
        } catch (UnknownProfileException e) {
            throw new SettingsException(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** Makes a run, does it in this process, and shows how far it is. */
    OwnRuns.Done run(RunRequest request) throws Exception {
        return run(request, null);
    }

    /** As {@link #run(RunRequest)}, with something that only this process can hand over. */
    OwnRuns.Done run(RunRequest request, @Nullable Object payload) throws Exception {
        return watching(watcher -> get(OwnRuns.class).start(request, payload, watcher));
    }

    /** Does a run that this process has taken, such as one that follows another. */
    OwnRuns.Done goOn(RunRow taken) throws Exception {
        return watching(watcher -> get(OwnRuns.class).goOn(taken, watcher));
    }

    /** Does a queued run in this process. */
    OwnRuns.Done takeUp(long runId) throws Exception {
        return watching(watcher -> get(OwnRuns.class).takeUp(runId, watcher));
    }

    private interface Work {
        OwnRuns.Done with(OwnRuns.Watcher watcher) throws Exception;
    }

    private OwnRuns.Done watching(Work work) throws Exception {
        AtomicReference<Progress> progress = new AtomicReference<>(new Progress());
        ProgressLine line = new ProgressLine(() -> progress.get().snapshot(), System.err, settings.terminal());
        try (line) {
            return work.with(new OwnRuns.Watcher() {
                @Override
                public void begins(RunRow run, Control control) {
                    progress.set(control.progress());
                }

                @Override
                public void waits(RunRow run, String why) {
                    System.err.println();
                    System.err.println("calima: run " + run.runId() + " waits: " + why + ". Ctrl-C stops it.");
                }
            });
        }
    }

    /** What a command of this machine's account asks for. */
    static RunRequest request(String job, Map<String, String> parameters) {
        return RunRequest.of(job, parameters, Actor.account().name());
    }

    /** Paths as any process on this machine understands them; addresses stay as they are. */
    static String paths(List<String> given) {
        return given.stream()
                .map(path -> path.contains("://")
                        ? path
                        : Path.of(path).toAbsolutePath().toString())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        platform.close();
    }
}
