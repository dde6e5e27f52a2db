package dev.calima.batch.ingest.feed.openaq;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.Lines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive file some lines ahead, so that the steps of its sensors are known before the first value is given.
 * What a sensor's steps are found to be holds to the end of the file.
 */
final class ArchiveReader implements FeedReader {

    /** A published file has a day of one location, some thousand lines at most. */
    private static final int LOOK_AHEAD = 10_000;

    /** Of these lines; more would be lines of no published file. */
    private static final int LOOK_AHEAD_CHARACTERS = 4 << 20;

    private static final int MOST_SENSORS = 100_000;

    private final Lines lines;
    private final ArchiveColumns columns;
    private final String head;
    private final int fixedStep;
    private final Map<ArchiveRow.Source, Optional<Grid>> grids = new HashMap<>();
    private final Map<Place, String> firstSensors = new HashMap<>();

    private Iterator<ArchiveRow> ahead = List.<ArchiveRow>of().iterator();
    private String rawText = "";

    /** A step of a series. */
    private record Place(String location, String parameter, int step, long epochSecond) {}

    /** @param fixedStep length of every period in minutes; 0 to find it from the stamps */
    ArchiveReader(Lines lines, ArchiveColumns columns, String head, int fixedStep) {
        this.lines = lines;
        this.columns = columns;
        this.head = head;
        this.fixedStep = fixedStep;
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        if (!ahead.hasNext()) {
            ahead = readAhead();
            if (!ahead.hasNext()) {
                return null;
            }
        }
        ArchiveRow row = ahead.next();
        rawText = row.text();
        return parsed(row);
    }

    @Override
    public String rawText() {
        return rawText;
    }

    @Override
    public String head() {
        return head;
    }

    private Iterator<ArchiveRow> readAhead() throws IOException {
        List<ArchiveRow> rows = new ArrayList<>();
        Map<ArchiveRow.Source, List<Stamp>> stamps = new HashMap<>();
        int characters = 0;
        while (rows.size() < LOOK_AHEAD && characters < LOOK_AHEAD_CHARACTERS && lines.next()) {
            ArchiveRow row = row();
            if (row == null) {
                continue;
            }
            rows.add(row);
            characters += row.text().length();
            ArchiveRow.@Nullable Value value = row.value();
            if (value != null && fixedStep == 0 && !grids.containsKey(value.source())) {
                stamps.computeIfAbsent(value.source(), source -> new ArrayList<>())
                        .add(value.stamp());
            }
        }
        if (grids.size() > MOST_SENSORS) {
            grids.clear();
        }
        stamps.forEach((source, of) -> grids.put(source, Optional.ofNullable(Grid.of(of))));
        firstSensors.clear();
        for (ArchiveRow row : rows) {
            ArchiveRow.@Nullable Value value = row.value();
            if (value != null && row.problem() == null && step(value) > 0) {
                firstSensors.merge(place(value), value.sensor(), ArchiveReader::first);
            }
        }
        return rows.iterator();
    }

    private @Nullable ArchiveRow row() {
        String text = lines.text();
        if (lines.isTooLong()) {
            return new ArchiveRow(
                    lines.number(),
                    text,
                    null,
                    new ArchiveRow.Problem(
                            NoticeKind.LINE_TOO_LONG, "the line is longer than 1 MiB; no line of this format is"));
        }
        return text.isBlank() ? null : columns.read(lines.number(), text);
    }

    private Parsed parsed(ArchiveRow row) {
        ArchiveRow.@Nullable Problem problem = row.problem();
        ArchiveRow.@Nullable Value value = row.value();
        if (problem != null || value == null) {
            return bad(row, Objects.requireNonNull(problem), value == null ? null : reading(row, value));
        }
        if (step(value) == 0) {
            return bad(row, new ArchiveRow.Problem(NoticeKind.NOT_ON_THE_GRID, offTheGrid(value)), null);
        }
        String first = firstSensors.getOrDefault(place(value), value.sensor());
        if (!first.equals(value.sensor())) {
            String reason = "sensor " + value.sensor() + " and sensor " + first + " of location " + value.location()
                    + " both tell " + value.parameter() + " of this period; the lower number counts";
            return bad(row, new ArchiveRow.Problem(NoticeKind.SECOND_SENSOR, reason), null);
        }
        return reading(row, value);
    }

    private StampedReading reading(ArchiveRow row, ArchiveRow.Value value) {
        return new StampedReading(
                row.line(),
                "",
                value.location(),
                value.seen(),
                value.parameter(),
                value.unit(),
                value.stamp().epochSecond(),
                step(value),
                value.number(),
                Reading.VALID);
    }

    private String offTheGrid(ArchiveRow.Value value) {
        return grids.getOrDefault(value.source(), Optional.empty())
                .map(grid -> "the time lies beside the " + grid.stepMinutes() + "-minute steps in which sensor "
                        + value.sensor() + " reports in this file; correct the time")
                .orElse("sensor " + value.sensor() + " reports at moments of its own and not in equal steps; such"
                        + " values have no place in a series. If they are means over a known time, say so with the"
                        + " option step-minutes");
    }

    /** Length of the period in minutes; 0 when the value lies on no grid. */
    private int step(ArchiveRow.Value value) {
        if (fixedStep != 0) {
            return fixedStep;
        }
        return grids.getOrDefault(value.source(), Optional.empty())
                .filter(grid -> grid.has(value.stamp()))
                .map(Grid::stepMinutes)
                .orElse(0);
    }

    private Place place(ArchiveRow.Value value) {
        return new Place(
                value.location(), value.parameter(), step(value), value.stamp().epochSecond());
    }

    /** The lower number of two; which one counts must not depend on the order of the lines. */
    private static String first(String one, String other) {
        boolean otherFirst = one.length() == other.length() ? other.compareTo(one) < 0 : other.length() < one.length();
        return otherFirst ? other : one;
    }

    private static Parsed bad(ArchiveRow row, ArchiveRow.Problem problem, @Nullable Parsed instead) {
        return new Parsed.BadLine(new Notice(problem.kind(), row.line(), "", problem.reason()), instead);
    }
}
