package dev.calima.bench.read;

import dev.calima.bench.Workbench;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is stored, as far as questions need it: series whose keys follow each other, and the winters of which the loaded months
 * are made, October to March, one for each copy of the sample months.
 */
final class Stock {

    private static final LocalDate FIRST_DAY_OF_LAST_WINTER = LocalDate.of(2018, 10, 1);
    /** Days of a winter that each of them has, whatever the leap years. */
    private static final int FIRST_DAY = 5;

    private static final int LAST_DAY = 175;
    private static final int LAST_FULL_YEAR = 2018;
    private static final long SEED = 20_261_124;

    /** One parameter at one station. */
    record Named(int id, String station, String parameter) {

        /** As parameters of a query. */
        String query() {
            return "station=" + station + "&parameter=" + parameter;
        }
    }

    private final List<Named> series;
    private final int winters;

    private Stock(List<Named> series, int winters) {
        this.series = series;
        this.winters = winters;
    }

    /** Looks at what was loaded. */
    static Stock of(Workbench bench) throws SQLException {
        List<Named> found = new ArrayList<>();
        try (Connection connection = bench.admin().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("WITH counted AS (SELECT series_id, count(*) AS days"
                        + " FROM calima.observation_day GROUP BY 1)"
                        + " SELECT series_id, s.code, p.code FROM counted JOIN calima.series USING (series_id)"
                        + " JOIN calima.station s USING (station_id) JOIN calima.parameter p USING (parameter_id)"
                        + " WHERE days > 0.9 * (SELECT max(days) FROM counted) ORDER BY 1")) {
            while (row.next()) {
                found.add(new Named(row.getInt(1), row.getString(2), row.getString(3)));
            }
        }
        long years = bench.number("SELECT count(DISTINCT extract(year FROM day)) FROM calima.observation_day");
        return new Stock(longestRun(found), Math.toIntExact(years - 1));
    }

    private static List<Named> longestRun(List<Named> series) {
        List<Named> longest = List.of();
        int start = 0;
        for (int i = 1; i <= series.size(); i++) {
            if (i == series.size() || series.get(i).id() != series.get(i - 1).id() + 1) {
                if (i - start > longest.size()) {
                    longest = series.subList(start, i);
                }
                start = i;
            }
        }
        return List.copyOf(longest);
    }

    /** pgbench's variables: {@code s} a series, {@code d} days since 1 October 2018, {@code y} a year that is whole. */
    String variables() {
        return "\\set s random(" + series.getFirst().id() + ", "
                + series.getLast().id() + ")\n"
                + "\\set d random(" + FIRST_DAY + ", " + LAST_DAY + ") - random(0, " + (winters - 1) + ") * 1461 / 4\n"
                + "\\set y random(" + (LAST_FULL_YEAR - winters + 2) + ", " + LAST_FULL_YEAR + ")\n";
    }

    /** A question about a series and a time. */
    interface Asked {
        String path(Named series, LocalDate from, LocalDate to);
    }

    /** Days of series, drawn by chance. */
    List<String> days(int count, Asked asked) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> paths = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            LocalDate day = FIRST_DAY_OF_LAST_WINTER.plusDays(
                    random.nextInt(FIRST_DAY, LAST_DAY + 1) - random.nextInt(winters) * 1461L / 4);
            paths.add(asked.path(series.get(random.nextInt(series.size())), day, day.plusDays(1)));
        }
        return paths;
    }

    /** Whole calendar years of series, drawn by chance. */
    List<String> years(int count, Asked asked) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> paths = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            LocalDate from = LocalDate.of(LAST_FULL_YEAR - random.nextInt(winters - 1), 1, 1);
            paths.add(asked.path(series.get(random.nextInt(series.size())), from, from.plusYears(1)));
        }
        return paths;
    }

    /** November of a year, drawn by chance. */
    List<String> months(int count, Asked asked) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> paths = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            LocalDate from = LocalDate.of(LAST_FULL_YEAR - random.nextInt(winters - 1), 11, 1);
            paths.add(asked.path(series.get(random.nextInt(series.size())), from, from.plusMonths(1)));
        }
        return paths;
    }

    /** The first {@code count} of its series. */
    List<Named> series(int count) {
        return series.subList(0, Math.min(count, series.size()));
    }
}
