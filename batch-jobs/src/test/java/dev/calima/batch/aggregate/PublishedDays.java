package dev.calima.batch.aggregate;

import dev.calima.sql.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The daily means that Madrid publishes, and how ours compare. */
final class PublishedDays {

    /** Where the development data have more of them than ship with the project. */
    static final Path FOLDER = Path.of("../../shared/data/madrid-air-daily");

    private PublishedDays() {}

    /**
     * A day as published.
     *
     * @param key station, magnitude and date
     * @param value the number as it stands there
     * @param valid what the publisher says of it
     */
    record Day(String key, String value, boolean valid) {

        boolean isIn(String firstMonth, String lastMonth) {
            String month = key.substring(key.length() - 10, key.length() - 3);
            return month.compareTo(firstMonth) >= 0 && month.compareTo(lastMonth) <= 0;
        }
    }

    /**
     * How ours compare.
     *
     * @param compared days that are in both
     * @param exact those of them with the same validity and, when valid, the same mean when rounded
     * @param wrong those with another validity, or a mean that is off by more than one in the last digit
     */
    record Comparison(int compared, int exact, List<String> wrong) {

        double exactShare() {
            return (double) exact / compared;
        }
    }

    static List<Day> read(String file) throws IOException {
        try (InputStream in = Files.newInputStream(FOLDER.resolve(file))) {
            return read(in);
        }
    }

    static List<Day> read(InputStream gzip) throws IOException {
        List<Day> days = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(gzip), StandardCharsets.UTF_8))) {
            for (String line : lines.lines().toList()) {
                if (line.contains(";")) {
                    separated(line.strip().split(";"), days);
                } else {
                    fixed(line.strip(), days);
                }
            }
        }
        return days;
    }

    private static void separated(String[] column, List<Day> days) {
        if (column[0].equals("PROVINCIA")) {
            return;
        }
        YearMonth month = YearMonth.of(Integer.parseInt(column[5]), Integer.parseInt(column[6]));
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            add(days, column[2], column[3], month, day, column[5 + 2 * day], column[6 + 2 * day]);
        }
    }

    /** Province, town, station (3), magnitude (2), technique (2), period (2), year (2), month (2), in 2010 also 00; 31 x value and flag. */
    private static void fixed(String line, List<Day> days) {
        int first = line.length() - 31 * 6;
        YearMonth month =
                YearMonth.of(2000 + Integer.parseInt(line.substring(14, 16)), Integer.parseInt(line.substring(16, 18)));
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            int at = first + (day - 1) * 6;
            add(
                    days,
                    line.substring(5, 8),
                    line.substring(8, 10),
                    month,
                    day,
                    line.substring(at, at + 5),
                    line.substring(at + 5, at + 6));
        }
    }

    private static void add(
            List<Day> days, String station, String magnitude, YearMonth month, int day, String value, String flag) {
        String key = String.format(
                Locale.ROOT,
                "28079%03d/%d/%s",
                Integer.parseInt(station),
                Integer.parseInt(magnitude),
                month.atDay(day));
        days.add(new Day(key, value, flag.equals("V")));
    }

    /**
     * Compares those days that we have, but for those in which one of our rules speaks against an hour that the publisher's
     * mean holds.
     */
    static Comparison compare(TestDatabase database, List<Day> published) throws SQLException {
        Map<String, float[]> ours = ours(database);
        int compared = 0;
        int exact = 0;
        List<String> wrong = new ArrayList<>();
        for (Day day : published) {
            float @Nullable [] mean = ours.get(day.key());
            if (mean == null) {
                continue;
            }
            compared++;
            double last = lastDigit(day.value());
            double distance = day.valid() ? Math.abs(mean[0] - Double.parseDouble(day.value())) : 0;
            if (day.valid() != (mean[1] == 1) || distance > 1.5 * last + 1e-5) {
                wrong.add(day + " ours " + mean[0] + " of " + mean[2] + " hours");
            } else if (distance <= last / 2 + 1e-5) {
                exact++;
            }
        }
        return new Comparison(compared, exact, wrong);
    }

    private static Map<String, float[]> ours(TestDatabase database) throws SQLException {
        Map<String, float[]> ours = new HashMap<>();
        try (Connection connection = database.admin().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT s.code || '/' || r.parameter_id || '/' || a.day, a.avg, a.valid::integer, a.observed_count
                        FROM calima.aggregate_day a JOIN calima.series r USING (series_id) JOIN calima.station s USING (station_id)
                        WHERE NOT EXISTS (SELECT FROM calima.observation o WHERE o.series_id = a.series_id AND o.validity > 0 AND o.quality <> 0
                                            AND o.period_start >= a.day::timestamp AT TIME ZONE 'Europe/Madrid'
                                            AND o.period_start < (a.day + 1)::timestamp AT TIME ZONE 'Europe/Madrid')
                        """)) {
            while (row.next()) {
                ours.put(row.getString(1), new float[] {row.getFloat(2), row.getInt(3), row.getInt(4)});
            }
        }
        return ours;
    }

    /** In 2010 numbers are filled with zeros up to five characters: their third decimal says nothing. */
    private static double lastDigit(String number) {
        int point = number.indexOf('.');
        return point < 0 ? 1 : Math.pow(10, -Math.min(2, number.length() - point - 1));
    }
}
