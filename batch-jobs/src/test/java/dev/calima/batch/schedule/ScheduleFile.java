package dev.calima.batch.schedule;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.ingest.FeedFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration that has schedules and nothing else. */
final class ScheduleFile {

    private ScheduleFile() {}

    /** Reads a {@code schedules.yaml} with this text. */
    static JobsConfig read(Path folder, String schedules) throws IOException {
        return JobsConfigLoader.load(write(folder, schedules), FeedFormats.check());
    }

    static Path write(Path folder, String schedules) throws IOException {
        for (String kind : new String[] {"networks", "feeds", "training"}) {
            Files.createDirectories(folder.resolve(kind));
        }
        Files.writeString(folder.resolve("schedules.yaml"), schedules);
        return folder;
    }
}
