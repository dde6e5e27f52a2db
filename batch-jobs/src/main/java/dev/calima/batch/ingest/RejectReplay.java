package dev.calima.batch.ingest;

import dev.calima.batch.Control;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import dev.calima.batch.ingest.fetch.Incoming;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.ingest.load.LoadReader.RejectedReading;
import dev.calima.batch.ingest.load.ReplayWriter;
import dev.calima.batch.ledger.HeldElsewhereException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Loads refused lines again, mended or after the configuration was corrected. The lines of one file become a small file of
 * the same name, with its head, that goes the way of every file: landing, ledger, rows. Of a line of which only some values
 * were refused, only those count. What is refused again is a new refused line, of the new load.
 */
@Component
public class RejectReplay {

    /** Name of the job, as it is asked for. */
    public static final String NAME = "rejects-replay";

    private final JobsConfig config;
    private final List<FeedFormat> formats;
    private final LandingArea landing;
    private final LoadReader reader;
    private final ReplayWriter writer;
    private final IngestJob job;
    private final Control own;

    RejectReplay(
            JobsConfig config,
            List<FeedFormat> formats,
            LandingArea landing,
            LoadReader reader,
            ReplayWriter writer,
            IngestJob job,
            Progress progress,
            StopSignal stop) {
        this.config = config;
        this.formats = formats;
        this.landing = landing;
        this.reader = reader;
        this.writer = writer;
        this.job = job;
        this.own = new Control(progress, stop);
    }

    /**
     * Refused lines as they are stored, each line once with all that was refused of it.
     *
     * @throws UnknownRejectsException when some of them are cut
     */
    public static List<MendedLine> asTheyAre(List<RejectedReading> rejected) throws UnknownRejectsException {
        List<RejectedReading> cut =
                rejected.stream().filter(RejectedReading::isCut).toList();
        if (!cut.isEmpty()) {
            throw new UnknownRejectsException("of " + cut.size() + " lines, such as "
                    + cut.getFirst().file() + ":"
                    + cut.getFirst().line() + ", only the beginning is kept: they cannot be loaded from here; correct"
                    + " the file and load it, or leave them out with --code or --line");
        }
        Map<String, List<RejectedReading>> lines = rejected.stream()
                .collect(Collectors.groupingBy(RejectReplay::place, LinkedHashMap::new, Collectors.toList()));
        return lines.values().stream()
                .map(line -> new MendedLine(
                        line.stream().map(RejectedReading::id).toList(),
                        line.getFirst().rawText()))
                .toList();
    }

    private static String place(RejectedReading one) {
        return one.loadId() + " " + one.rawFileId() + " " + one.line();
    }

    /**
     * Loads lines again; one outcome for each feed among them.
     *
     * @throws UnknownRejectsException when a key is none of an open refused line, or a text is not one line any more
     * @throws LoadFailedException when the load failed; the same call goes on
     */
    public Map<String, LoadOutcome> replay(List<MendedLine> lines)
            throws UnknownRejectsException, UnknownFeedException, HeldElsewhereException, LoadFailedException {
        return replay(lines, own);
    }

    /** As {@link #replay(List)}, steered by somebody. */
    public Map<String, LoadOutcome> replay(List<MendedLine> lines, Control control)
            throws UnknownRejectsException, UnknownFeedException, HeldElsewhereException, LoadFailedException {
        Map<String, Map<Long, List<Line>>> byFeedAndFile = new TreeMap<>();
        for (Line line : lines(lines)) {
            byFeedAndFile
                    .computeIfAbsent(line.rejected().getFirst().feed(), feed -> new TreeMap<>())
                    .computeIfAbsent(line.rejected().getFirst().rawFileId(), file -> new ArrayList<>())
                    .add(line);
        }
        Map<String, LoadOutcome> outcomes = new TreeMap<>();
        for (Map.Entry<String, Map<Long, List<Line>>> feed : byFeedAndFile.entrySet()) {
            outcomes.put(feed.getKey(), replay(feed.getKey(), feed.getValue().values(), control));
        }
        return outcomes;
    }

    /** A line to be loaded again, and all that was refused of it. */
    private record Line(List<RejectedReading> rejected, String text) {

        /** The columns that count; none when the whole line was refused. */
        Set<String> fields() {
            Set<String> fields = new HashSet<>();
            for (RejectedReading one : rejected) {
                if (one.field().isEmpty()) {
                    return Set.of();
                }
                fields.add(one.field());
            }
            return fields;
        }
    }

    private List<Line> lines(List<MendedLine> mended) throws UnknownRejectsException {
        Map<Long, RejectedReading> known =
                reader
                        .rejected(mended.stream()
                                .flatMap(line -> line.rejectedIds().stream())
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(RejectedReading::id, one -> one));
        List<Line> lines = new ArrayList<>();
        for (MendedLine line : mended) {
            List<RejectedReading> rejected = new ArrayList<>();
            for (long id : line.rejectedIds()) {
                @Nullable RejectedReading one = known.get(id);
                if (one == null || !one.state().equals("open")) {
                    throw new UnknownRejectsException("there is no open refused line with the number " + id
                            + (one == null ? "" : ": it is " + one.state())
                            + "; export them again with 'calima rejects export'. Nothing was loaded");
                }
                if (one.code().equals(NoticeKind.SECOND_SENSOR.code())) {
                    throw new UnknownRejectsException("line " + one.line() + " of " + one.file() + " (number " + id
                            + ") is of a second sensor; alone it would take the place of the first one, whose value counts:"
                            + " leave it out with --code or --line, or hide it with 'calima rejects discard'. If it is the"
                            + " better sensor, load it as a station of its own. Nothing was loaded");
                }
                rejected.add(one);
            }
            lines.add(new Line(rejected, line.text()));
        }
        return lines;
    }

    private LoadOutcome replay(String feedName, Collection<List<Line>> files, Control control)
            throws UnknownRejectsException, UnknownFeedException, HeldElsewhereException, LoadFailedException {
        @Nullable FeedDefinition feed = config.feeds().get(feedName);
        if (feed == null) {
            throw new UnknownFeedException(feedName, config.feeds().keySet());
        }
        try {
            List<LandedFile> landed = new ArrayList<>();
            for (List<Line> lines : files) {
                landed.add(land(feed, lines));
            }
            LoadOutcome outcome = job.loadLanded(feedName, landed, false, 1.0, control);
            if (!outcome.stopped()) {
                List<Long> ids = files.stream()
                        .flatMap(List::stream)
                        .flatMap(line -> line.rejected().stream())
                        .filter(one -> one.loadId() != outcome.loadId()) // nothing has changed: it is still refused
                        .map(RejectedReading::id)
                        .toList();
                writer.settle(ids, outcome.loadId());
            }
            return outcome;
        } catch (IOException e) {
            throw new LoadFailedException("feed " + feedName + ": " + e.getMessage(), e);
        }
    }

    /** Makes the small file, and notes which columns of its lines count before anybody can load it. */
    private LandedFile land(FeedDefinition feed, List<Line> lines) throws IOException, UnknownRejectsException {
        FeedFormat format = formats.stream()
                .filter(candidate -> candidate.name().equals(feed.format()))
                .findFirst()
                .orElseThrow();
        RejectedReading first = lines.getFirst().rejected().getFirst();
        LandedFile original = original(feed, first);
        FormatOptions options = FeedFormats.options(feed);
        byte[] document = format.document(
                        head(format, options, original),
                        lines.stream().map(Line::text).toList())
                .getBytes(StandardCharsets.UTF_8);
        List<Long> numbers = numbers(format, options, original, document);
        if (numbers.size() != lines.size()) {
            throw new UnknownRejectsException("the " + lines.size() + " mended lines of " + first.file()
                    + " are read as " + numbers.size() + ": each must stay one line. Nothing was loaded");
        }
        Map<Long, Set<String>> fields = new TreeMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            fields.put(numbers.get(i), lines.get(i).fields());
        }
        LandedFile landed = landing.land(
                        feed.name(),
                        new Incoming(
                                original.name(),
                                "refused lines of " + first.file() + ", load " + first.loadId(),
                                original.context(),
                                () -> new ByteArrayInputStream(document)))
                .getFirst();
        writer.register(feed.name(), landed, fields);
        return landed;
    }

    private LandedFile original(FeedDefinition feed, RejectedReading rejected) throws IOException {
        return landing.find(feed.name(), reader.landedPath(rejected.rawFileId()))
                .orElseThrow(() -> new IOException("the file " + rejected.file() + " that line " + rejected.line()
                        + " comes from is not in the landing area any more: mend the line in a file of its own and"
                        + " load that"));
    }

    private static Source source(LandedFile file, InputStream in) {
        return new Source(file.name(), in, file.receivedAt(), file.context());
    }

    private static String head(FeedFormat format, FormatOptions options, LandedFile original) throws IOException {
        try (InputStream in = original.content().open()) {
            return format.open(source(original, in), options).head();
        } catch (NotThisFormatException e) {
            throw new IOException(original.name() + ": " + e.getMessage(), e);
        }
    }

    /** Numbers of the lines of a document that hold readings, rising. */
    private static List<Long> numbers(FeedFormat format, FormatOptions options, LandedFile original, byte[] document)
            throws IOException, UnknownRejectsException {
        List<Long> numbers = new ArrayList<>();
        try {
            FeedReader lines = format.open(source(original, new ByteArrayInputStream(document)), options);
            for (Parsed parsed = lines.next(); parsed != null; parsed = lines.next()) {
                if (numbers.isEmpty() || numbers.getLast() != parsed.line()) {
                    numbers.add(parsed.line());
                }
            }
        } catch (NotThisFormatException e) {
            throw new UnknownRejectsException(
                    "the mended lines of " + original.name() + " are not read: " + e.getMessage());
        }
        return numbers;
    }
}
