package dev.calima.batch.ingest.feed.csv;

import dev.calima.batch.ingest.feed.FormatOptions;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * How a text table is made, as the options of a feed describe it. Columns are named as the header names them or, where
 * there is none, by their number from 1.
 *
 * @param delimiter between two columns
 * @param quote around a text; null when nothing is quoted
 * @param encoding of the file
 * @param header whether the first record names the columns
 * @param columnNames other names of columns, and the name that is used here
 * @param skipLines lines before it that say something else
 * @param fileName what the file's name tells, as named groups: {@code year}, {@code month}, {@code day},
 *     {@code station}, {@code parameter}; null when nothing
 * @param time where the time stands
 * @param station which station
 * @param parameter which parameter, where a line has one value; null where a line has several
 * @param value column of the value, where a line has one
 * @param valueColumns columns of the values, where a line has several: the keys of the feed's parameters
 * @param unit column of the unit; null when the feed tells it
 * @param flags what the flags mean
 * @param values how values are written
 * @param stepMinutes length of each period
 */
record CsvLayout(
        char delimiter,
        @Nullable Character quote,
        Charset encoding,
        boolean header,
        Map<String, String> columnNames,
        int skipLines,
        @Nullable Pattern fileName,
        TimeColumns time,
        Where station,
        @Nullable Where parameter,
        String value,
        List<String> valueColumns,
        @Nullable String unit,
        FlagColumns flags,
        ValueReader values,
        int stepMinutes) {

    private static final int DAY_MINUTES = 1440;
    private static final Set<String> GROUPS = Set.of("year", "month", "day", "station", "parameter");

    /**
     * Where a name is found.
     *
     * @param column its column; null when it is the same for the whole file
     * @param fixed the name; null when the file's name tells it
     */
    record Where(@Nullable String column, @Nullable String fixed) {}

    /** Reads the options; what is wrong with them becomes their problems. */
    static CsvLayout of(FormatOptions options) {
        boolean isLong = options.text("layout").equals("long");
        if (!isLong && !options.text("layout", "wide").equals("wide")) {
            options.problem("layout", "must be long (one value on a line) or wide (a column for each parameter)");
        }
        @Nullable Pattern fileName = fileName(options);
        Set<String> groups =
                fileName == null ? Set.of() : fileName.namedGroups().keySet();
        String quote = options.text("quote", "\"");
        if (quote.length() > 1) {
            options.problem("quote", "must be one character, or \"\" for none");
        }
        int step = options.wholeNumber("step-minutes", 60);
        if (step < 1 || step > DAY_MINUTES || DAY_MINUTES % step != 0) {
            options.problem("step-minutes", "must divide a day of " + DAY_MINUTES + " minutes, but is " + step);
        }
        boolean header = options.yes("header", true);
        CsvLayout layout = new CsvLayout(
                delimiter(options),
                quote.isEmpty() ? null : Character.valueOf(quote.charAt(0)),
                encoding(options),
                header,
                columnNames(options, header),
                options.wholeNumber("skip-lines", 0),
                fileName,
                TimeColumns.of(options.section("time"), groups),
                where(options, "station", groups),
                isLong ? where(options, "parameter", groups) : null,
                isLong ? options.text("value") : "",
                isLong ? List.of() : List.copyOf(new TreeSet<>(options.parameters())),
                isLong && options.has("unit") ? options.text("unit") : null,
                FlagColumns.of(options, isLong),
                ValueReader.of(options),
                step);
        if (!header) {
            layout.columns().stream()
                    .filter(column -> !column.matches("[1-9]\\d{0,3}"))
                    .forEach(column -> options.problem(
                            "header", "is false, so columns are numbers from 1, but one is named '" + column + "'"));
        }
        return layout;
    }

    /** Tells what is wrong with options. */
    static void check(FormatOptions options, Consumer<String> problems) {
        of(options);
        options.finish(problems);
    }

    /** Every column that is needed, each once. */
    Set<String> columns() {
        Set<String> columns = new TreeSet<>(time.columns());
        columns.addAll(valueColumns);
        columns.addAll(flags.columns());
        List<@Nullable String> others = new ArrayList<>();
        others.add(station.column());
        others.add(parameter == null ? null : parameter.column());
        others.add(parameter == null ? null : value);
        others.add(unit);
        for (@Nullable String other : others) {
            if (other != null) {
                columns.add(other);
            }
        }
        return columns;
    }

    /** The name that is used here of a column with this name in a header. */
    String nameHere(String column) {
        return columnNames.getOrDefault(column, column);
    }

    private static Map<String, String> columnNames(FormatOptions options, boolean header) {
        Map<String, String> names = new LinkedHashMap<>();
        FormatOptions given = options.section("column-names");
        given.keys().forEach(name -> names.put(name, given.text(name)));
        if (!header && !names.isEmpty()) {
            options.problem("column-names", "has no use: without a header columns are numbers from 1");
        }
        return Map.copyOf(names);
    }

    private static char delimiter(FormatOptions options) {
        String text = options.text("delimiter", ",");
        if (text.equals("tab")) {
            return '\t';
        }
        if (text.length() != 1 || text.equals("\n") || text.equals("\r")) {
            options.problem("delimiter", "must be one character, or tab, but is '" + text + "'");
            return ',';
        }
        return text.charAt(0);
    }

    private static Charset encoding(FormatOptions options) {
        String name = options.text("encoding", "UTF-8");
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            options.problem("encoding", "must be one such as UTF-8 or windows-1252, but is " + name);
            return StandardCharsets.UTF_8;
        }
    }

    private static @Nullable Pattern fileName(FormatOptions options) {
        if (!options.has("file-name")) {
            return null;
        }
        try {
            Pattern pattern = Pattern.compile(options.text("file-name"));
            for (String group : pattern.namedGroups().keySet()) {
                if (!GROUPS.contains(group)) {
                    options.problem("file-name", "has the group '" + group + "'; known are " + new TreeSet<>(GROUPS));
                }
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            options.problem("file-name", "must be a regular expression: " + e.getDescription());
            return null;
        }
    }

    /** {@code station}: a column; or {@code fixed-station}: one for all; or a group of the file's name. */
    private static Where where(FormatOptions options, String key, Set<String> groups) {
        boolean column = options.has(key);
        boolean fixed = options.has("fixed-" + key);
        boolean named = groups.contains(key);
        if ((column ? 1 : 0) + (fixed ? 1 : 0) + (named ? 1 : 0) != 1) {
            options.problem(
                    key,
                    "must name a column, or 'fixed-" + key + "' be given, or 'file-name' have a group '" + key
                            + "'; exactly one of them");
        }
        return new Where(column ? options.text(key) : null, fixed ? options.text("fixed-" + key) : null);
    }
}
