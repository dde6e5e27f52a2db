package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import dev.calima.batch.ingest.load.FileOutcome;
import dev.calima.batch.observation.LineSum;
import dev.calima.batch.observation.MergeSummary;
import dev.calima.sql.TestDatabase;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The samples of every feed, damaged at random. Whatever comes out, no line that was left alone may lose a value, nothing is
 * thrown but that it is another format, and all sums add up.
 *
 * <p>{@code -Dcalima.fuzz=5000} tries so many of each sample, {@code -Dcalima.fuzz-seed=7} others.
 */
class FuzzedFeedsTest {

    private static final int MUTANTS = Integer.getInteger("calima.fuzz", 40);
    private static final long SEED = Long.getLong("calima.fuzz-seed", 1);
    private static final int LOADED_OF_A_FEED = Math.min(MUTANTS, 400) / 4;

    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final Path SAMPLES = BatchTestContext.SHIPPED_CONFIG.resolve("samples");
    private static final JobsConfig CONFIG =
            JobsConfigLoader.load(BatchTestContext.SHIPPED_CONFIG, FeedFormats.check());

    /** Whose lines depend on each other: the step of a sensor is found from all its stamps, a document is one whole. */
    private static final Set<String> NOT_LINE_BY_LINE = Set.of("openaq-archive", "openaq-api", "open-meteo-weather");

    @TempDir
    Path home;

    static Stream<String> feeds() {
        return CONFIG.feeds().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void whatWasLeftAloneIsReadAsBefore(String feedName) throws Exception {
        FeedDefinition feed = Objects.requireNonNull(CONFIG.feeds().get(feedName));
        try (AnnotationConfigApplicationContext found = new AnnotationConfigApplicationContext(FeedFormats.class)) {
            FeedFormat format = FeedFormats.find(
                            List.copyOf(found.getBeansOfType(FeedFormat.class).values()), feed)
                    .orElseThrow();
            for (Path sample : samples(feedName)) {
                byte[] original = content(sample);
                String name = sample.getFileName().toString();
                Map<String, Set<String>> sound = read(format, feed, name, original);
                for (int i = 0; i < MUTANTS; i++) {
                    Mutant mutant = Mutant.of(original, SEED * 1_000_003 + i);
                    Map<String, Set<String>> read;
                    try {
                        read = read(format, feed, name, mutant.content());
                    } catch (RuntimeException | IOException e) {
                        throw new AssertionError(feedName + " " + name + ": " + mutant, e);
                    }
                    if (!NOT_LINE_BY_LINE.contains(feedName)) {
                        for (String line : mutant.leftAlone()) {
                            assertThat(read.getOrDefault(line, Set.of()))
                                    .as("%s %s: %s: %s", feedName, name, mutant, line)
                                    .containsAll(sound.getOrDefault(line, Set.of()));
                        }
                    }
                }
            }
        }
    }

    @Test
    void allSumsAddUp() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (BatchTestContext platform = BatchTestContext.start(database, BatchTestContext.SHIPPED_CONFIG, home)) {
            for (String feed : CONFIG.feeds().keySet()) {
                List<Path> samples = samples(feed);
                Path folder = Files.createDirectories(home.resolve("in").resolve(feed));
                for (int i = 0; i < LOADED_OF_A_FEED; i++) {
                    Path sample = samples.get(i % samples.size());
                    Mutant mutant = Mutant.of(content(sample), SEED * 2_000_003 + i);
                    Files.write(
                            folder.resolve(
                                    i + "-" + sample.getFileName().toString().replace(".gz", "")),
                            mutant.content());
                }
                LoadOutcome outcome = platform.get(IngestJob.class).load(feed, List.of(folder.toString()), false, 1.0);
                assertThat(outcome.files()).hasSizeGreaterThan(LOADED_OF_A_FEED / 2);
                outcome.files().forEach(FuzzedFeedsTest::addsUp);
            }
            assertThat(database.value("SELECT count(*) FROM calima.load_file WHERE state NOT IN ('loaded', 'refused')"))
                    .isEqualTo("0");
            assertThat(
                            database.value(
                                    "SELECT count(*) FROM calima.observation WHERE published_value = 'NaN' OR abs(published_value) > 1e9"))
                    .isEqualTo("0");
        }
    }

    private static void addsUp(FileOutcome file) {
        LineSum lines = file.lines();
        MergeSummary merged = file.merged();
        assertThat(lines.read())
                .as(file.name())
                .isEqualTo(lines.loaded() + lines.revised() + lines.unchanged() + lines.rejected() + lines.ignored());
        assertThat(file.valuesRead())
                .as(file.name())
                .isEqualTo(merged.valuesInserted()
                        + merged.valuesRevised()
                        + merged.valuesUnchanged()
                        + file.cellsRejected());
    }

    /** What each line, by its text, gives. */
    private static Map<String, Set<String>> read(FeedFormat format, FeedDefinition feed, String name, byte[] content)
            throws IOException {
        Map<String, Set<String>> read = new HashMap<>();
        try {
            FeedReader reader = format.open(
                    new Source(name, new ByteArrayInputStream(content), NOW, Map.of("station", "S")),
                    FeedFormats.options(feed));
            long line = 0;
            for (Parsed parsed = reader.next(); parsed != null; parsed = reader.next()) {
                assertThat(parsed.line()).as("lines come in their order").isGreaterThanOrEqualTo(line);
                line = parsed.line();
                read.computeIfAbsent(reader.rawText(), text -> new TreeSet<>()).add(inWords(parsed));
            }
        } catch (NotThisFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
        return read;
    }

    private static String inWords(Parsed parsed) {
        return switch (parsed) {
            case Parsed.LeftOut leftOut -> "left out";
            case Parsed.BadLine bad -> bad.notice().kind() + " " + bad.notice().field();
            case StampedReading stamped ->
                stamped.station() + " " + stamped.parameter() + " " + stamped.epochSecond() + " " + stamped.value();
            case Reading reading -> {
                StringBuilder text = new StringBuilder(reading.station() + " " + reading.parameter() + " "
                        + reading.day() + " " + reading.firstHour());
                for (int i = 0; i < reading.hours(); i++) {
                    text.append(' ')
                            .append(reading.mark(i))
                            .append('=')
                            .append(reading.mark(i) == 0 ? 0 : reading.value(i));
                }
                yield text.toString();
            }
        };
    }

    private static List<Path> samples(String feed) throws IOException {
        String folder = feed.equals("madrid-air-hourly") ? "madrid-air-hourly-layouts" : feed;
        try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
            return files.filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** The first lines of a sample. */
    private static byte[] content(Path sample) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(sample));
                InputStream plain = sample.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            byte[] all = plain.readAllBytes();
            int end = 0;
            for (int lines = 0; end < all.length && lines < 40; end++) {
                lines += all[end] == '\n' ? 1 : 0;
            }
            return sample.toString().endsWith(".json") ? all : Arrays.copyOf(all, end);
        }
    }
}
