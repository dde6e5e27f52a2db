package dev.calima.bench.forecast;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.HourLabel;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import dev.calima.forecasting.Series;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Hours of an archive as one feed's format reads them, on the label clock: the local hour as the publisher labels it,
 * written as if it were UTC, so that every day has 24. Only values that the publisher calls valid count.
 */
final class ArchiveSet {

    private final FeedDefinition feed;
    private final FeedFormat format;
    private final Map<String, Map<String, TreeMap<Long, Double>>> hours = new TreeMap<>();

    private ArchiveSet(FeedDefinition feed, FeedFormat format) {
        this.feed = feed;
        this.format = format;
    }

    /** Reads a file, or every file of a folder, packed or not. */
    static ArchiveSet read(Path path, String feedName, JobsConfig config, List<FeedFormat> formats)
            throws IOException, NotThisFormatException {
        FeedDefinition feed = config.feeds().get(feedName);
        if (feed == null) {
            throw new IllegalArgumentException("no feed is called " + feedName + "; there are "
                    + config.feeds().keySet());
        }
        ArchiveSet set = new ArchiveSet(feed, FeedFormats.find(formats, feed).orElseThrow());
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                set.readFile(file);
            }
        }
        return set;
    }

    private void readFile(Path file) throws IOException, NotThisFormatException {
        String name = file.getFileName().toString();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw) {
            Source source = new Source(name.replaceFirst("\\.gz$", ""), in, Instant.EPOCH);
            FeedReader reader = format.open(source, FeedFormats.options(feed));
            for (Parsed parsed = reader.next(); parsed != null; parsed = reader.next()) {
                switch (parsed) {
                    case Reading reading -> add(reading);
                    case StampedReading reading -> add(reading);
                    case Parsed.LeftOut left -> {}
                    case Parsed.BadLine bad -> {}
                }
            }
        }
    }

    private void add(Reading reading) {
        int shift = feed.hourLabel() == HourLabel.ENDING ? -1 : 0;
        long first = reading.day().toEpochDay() * 24 + reading.firstHour() + shift;
        for (int i = 0; i < reading.hours(); i++) {
            if (reading.mark(i) == Reading.VALID) {
                put(reading.station(), reading.parameter(), first + i, reading.value(i));
            }
        }
    }

    private void add(StampedReading reading) {
        LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochSecond(reading.epochSecond()), feed.zone());
        long hour = Math.floorDiv(local.toEpochSecond(ZoneOffset.UTC), 3600L);
        if (reading.mark() == Reading.VALID) {
            put(reading.station(), reading.parameter(), hour, reading.value());
        }
    }

    private void put(String station, String key, long hour, double value) {
        if (feed.parameters().containsKey(key) && !feed.notStations().contains(station)) {
            String parameter = feed.parameters().get(key).parameter().value();
            hours.computeIfAbsent(parameter, any -> new TreeMap<>())
                    .computeIfAbsent(station, any -> new TreeMap<>())
                    .put(hour, value);
        }
    }

    /** The network that the feed tells of. */
    String network() {
        return feed.network();
    }

    /** The first and the day after the last hour of the whole set, whatever the parameter, as hours since 1970. */
    private long[] span() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Map<String, TreeMap<Long, Double>> stations : hours.values()) {
            for (TreeMap<Long, Double> one : stations.values()) {
                first = Math.min(first, one.firstKey());
                last = Math.max(last, one.lastKey());
            }
        }
        return new long[] {Math.floorDiv(first, 24L) * 24, Math.floorDiv(last, 24L) * 24 + 24};
    }

    /** Series by station of one parameter, over the whole span of the set. */
    Map<String, Series> series(String parameter) {
        Map<String, Series> series = new TreeMap<>();
        if (hours.isEmpty()) {
            return series;
        }
        long[] span = span();
        hours.getOrDefault(parameter, Map.of()).forEach((station, values) -> {
            double[] array = new double[(int) (span[1] - span[0])];
            Arrays.fill(array, Double.NaN);
            values.forEach((hour, value) -> array[(int) (hour - span[0])] = value);
            series.put(station, Series.hourly(Instant.ofEpochSecond(span[0] * 3600), array));
        });
        return series;
    }
}
