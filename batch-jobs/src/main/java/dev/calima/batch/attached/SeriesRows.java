package dev.calima.batch.attached;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.Series;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the rows of an attached file and checks them: the one validator of both notations. */
final class SeriesRows {

    private static final int MOST_PROBLEMS = 20;
    private static final int MOST_SERIES = 10_000;
    private static final int MOST_ROWS = 6_000_000;
    private static final int MOST_COVARIATES = 50;
    private static final int MOST_HOURS = 24 * 366 * 60;
    private static final int LONGEST_NAME = 100;

    private final String file;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, TreeMap<Long, double[]>> rows = new LinkedHashMap<>();
    private List<String> covariates = List.of();
    private int seriesColumn = -1;
    private int timeColumn = -1;
    private int valueColumn = -1;
    private int[] covariateColumns = new int[0];
    private int count;

    SeriesRows(String file) {
        this.file = file;
    }

    /** Takes the names of the columns; without a usable head nothing else can be read. */
    void head(List<String> names) throws SeriesFileException {
        seriesColumn = names.indexOf("series");
        timeColumn = names.indexOf("time");
        valueColumn = names.indexOf("value");
        if (timeColumn < 0 || valueColumn < 0) {
            problem("the columns 'time' and 'value' must be there, but the columns are " + names);
        }
        if (new HashSet<>(names).size() != names.size()) {
            problem("each column needs a name of its own, but the columns are " + names);
        }
        covariates = names.stream()
                .filter(name -> !List.of("series", "time", "value").contains(name))
                .toList();
        if (covariates.size() > MOST_COVARIATES) {
            problem(covariates.size() + " covariates, " + MOST_COVARIATES + " at most");
        }
        for (String name : covariates) {
            if (!name.matches("[A-Za-z][A-Za-z0-9_.-]{0,39}")) {
                problem("a covariate must be called by a letter and up to 39 letters, digits or _.-, not '" + name
                        + "'");
            }
        }
        covariateColumns = covariates.stream().mapToInt(names::indexOf).toArray();
        throwIfAny();
    }

    /** Takes a row: one cell for each column, empty where nothing is known. */
    void row(String where, List<String> cells) throws SeriesFileException {
        if (++count > MOST_ROWS) {
            problem("more than " + MOST_ROWS + " rows");
            throwIfAny();
        }
        String name = seriesColumn < 0 ? "series" : cells.get(seriesColumn);
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            problem(where + ": 'series' must be a name of 1 to " + LONGEST_NAME + " characters");
            return;
        }
        @Nullable Long hour = hour(where, cells.get(timeColumn));
        double[] numbers = new double[1 + covariateColumns.length];
        numbers[0] = number(where, "value", cells.get(valueColumn));
        for (int i = 0; i < covariateColumns.length; i++) {
            numbers[i + 1] = number(where, covariates.get(i), cells.get(covariateColumns[i]));
        }
        if (hour == null) {
            return;
        }
        TreeMap<Long, double[]> series = rows.computeIfAbsent(name, key -> new TreeMap<>());
        if (rows.size() > MOST_SERIES) {
            problem("more than " + MOST_SERIES + " series");
            throwIfAny();
        }
        if (series.putIfAbsent(hour, numbers) != null) {
            problem(where + ": the hour " + cells.get(timeColumn) + " of " + name + " stands twice");
        }
    }

    private @Nullable Long hour(String where, String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (instant.getNano() == 0 && instant.getEpochSecond() % 3600 == 0) {
                return instant.getEpochSecond() / 3600;
            }
            problem(where + ": 'time' must be the begin of a whole hour, but is " + text);
        } catch (DateTimeException e) {
            problem(where + ": 'time' must be ISO 8601 with an offset, such as 2018-01-31T15:00Z, but is '" + text
                    + "'");
        }
        return null;
    }

    private double number(String where, String column, String text) {
        if (text.isBlank() || text.equals("NA") || text.equals("NaN")) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number that is not finite
        }
        problem(where + ": '" + column + "' must be a number or empty, but is '" + text + "'");
        return Double.NaN;
    }

    void problem(String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }

    private void throwIfAny() throws SeriesFileException {
        if (!problems.isEmpty()) {
            throw new SeriesFileException(file, problems);
        }
    }

    /** The series, in the order in which the file names them. */
    List<AttachedSeries> finish() throws SeriesFileException {
        if (rows.isEmpty()) {
            problem("it holds no row");
        }
        throwIfAny();
        List<AttachedSeries> all = new ArrayList<>();
        for (Map.Entry<String, TreeMap<Long, double[]>> one : rows.entrySet()) {
            long first = one.getValue().firstKey();
            long hours = one.getValue().lastKey() - first + 1;
            if (hours > MOST_HOURS) {
                problem(one.getKey() + " spans " + hours + " hours, " + MOST_HOURS + " at most");
                continue;
            }
            all.add(series(one.getKey(), first, (int) hours, one.getValue()));
        }
        throwIfAny();
        return all;
    }

    private AttachedSeries series(String name, long first, int hours, Map<Long, double[]> numbers) {
        double[][] columns = new double[1 + covariates.size()][hours];
        for (double[] column : columns) {
            Arrays.fill(column, Double.NaN);
        }
        numbers.forEach((hour, row) -> {
            for (int i = 0; i < row.length; i++) {
                columns[i][(int) (hour - first)] = row[i];
            }
        });
        Instant start = Instant.ofEpochSecond(first * 3600);
        return new AttachedSeries(
                name,
                Series.hourly(start, columns[0]).trimmed(),
                Covariates.hourly(start, covariates, Arrays.copyOfRange(columns, 1, columns.length)));
    }
}
