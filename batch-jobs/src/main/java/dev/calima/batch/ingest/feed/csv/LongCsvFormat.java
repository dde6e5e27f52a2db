package dev.calima.batch.ingest.feed.csv;

import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text table that the feed's own {@code options} describe, so that a new source of that kind needs no code. The options
 * are listed in {@code docs/add-a-feed.md}.
 */
public final class LongCsvFormat implements FeedFormat {

    private static final String OPTIONS_OF = "; the feed's options name it";

    @Override
    public String name() {
        return "long-csv";
    }

    @Override
    public void check(FormatOptions options, Consumer<String> problems) {
        CsvLayout.check(options, problems);
    }

    @Override
    public FeedReader open(Source source, FormatOptions options) throws IOException, NotThisFormatException {
        CsvLayout layout = CsvLayout.of(options);
        Map<String, String> named = named(layout, source.name());
        CsvRecords records = new CsvRecords(source.text(layout.encoding()), layout.delimiter(), layout.quote());
        StringBuilder head = new StringBuilder();
        for (int i = 0; i < layout.skipLines(); i++) {
            @Nullable String line = records.rawLine();
            head.append(line == null ? "" : line).append('\n');
        }
        CsvRecords.@Nullable CsvRecord first = records.next();
        if (first == null) {
            throw new NotThisFormatException("it is empty: nothing to load; if it should not be, fetch it again");
        }
        if (layout.header()) {
            return new LongCsvReader(
                    layout,
                    records,
                    null,
                    byHeader(layout, first),
                    first.fields().size(),
                    named,
                    head + first.text() + "\n");
        }
        return new LongCsvReader(
                layout, records, first, byNumber(layout, first), first.fields().size(), named, head.toString());
    }

    private static Map<String, Integer> byHeader(CsvLayout layout, CsvRecords.CsvRecord header)
            throws NotThisFormatException {
        Map<String, Integer> columns = new HashMap<>();
        List<String> missing = new ArrayList<>();
        List<String> names = header.fields().stream().map(layout::nameHere).toList();
        for (String column : layout.columns()) {
            int place = names.indexOf(column);
            if (place < 0) {
                missing.add(column);
            } else if (place != names.lastIndexOf(column)) {
                throw new NotThisFormatException("line " + header.line() + " names the column '" + column + "' twice"
                        + OPTIONS_OF + ", but which of the two is meant nobody can tell");
            }
            columns.put(column, place);
        }
        if (!missing.isEmpty()) {
            throw new NotThisFormatException(
                    "line " + header.line() + " is not the header of this feed: it has no column "
                            + quoted(missing) + OPTIONS_OF + "; found " + quoted(header.fields())
                            + "; check delimiter, encoding and column names, and that the file belongs to this feed");
        }
        return columns;
    }

    private static Map<String, Integer> byNumber(CsvLayout layout, CsvRecords.CsvRecord first)
            throws NotThisFormatException {
        Map<String, Integer> columns = new HashMap<>();
        for (String column : layout.columns()) {
            int place = Integer.parseInt(column) - 1;
            if (place >= first.fields().size()) {
                throw new NotThisFormatException("line " + first.line() + " has "
                        + first.fields().size() + " columns and no column " + column + OPTIONS_OF
                        + "; check delimiter and column numbers, and that the file belongs to this feed");
            }
            columns.put(column, place);
        }
        return columns;
    }

    private static String quoted(List<String> names) {
        List<String> some =
                names.stream().limit(30).map(name -> abbreviated(name)).toList();
        return some + (names.size() > some.size() ? " and more" : "");
    }

    private static String abbreviated(String name) {
        return "'" + (name.length() > 40 ? name.substring(0, 40) + "..." : name) + "'";
    }

    /** What the file's name tells, by group. */
    private static Map<String, String> named(CsvLayout layout, String fileName) throws NotThisFormatException {
        @Nullable Pattern pattern = layout.fileName();
        if (pattern == null) {
            return Map.of();
        }
        Matcher matcher = pattern.matcher(fileName);
        if (!matcher.find()) {
            throw new NotThisFormatException("its name '" + fileName + "' does not match " + pattern
                    + ", and "
                    + String.join(", ", new TreeSet<>(pattern.namedGroups().keySet()))
                    + " stand only there; give it the publisher's name");
        }
        Map<String, String> named = new HashMap<>();
        for (String group : pattern.namedGroups().keySet()) {
            @Nullable String text = matcher.group(group);
            named.put(group, text == null ? "" : text);
        }
        return named;
    }
}
