package dev.calima.bench.read;

import java.time.LocalDate;
import java.util.List;

/** What is asked, of the read API and of those beside it. */
final class Questions {

    /** Answers that are the same for everybody until new data come. */
    static final List<String> LIKE_A_CONSTANT = List.of("latest", "fan", "frames");

    private static final int DAYS = 50_000;
    private static final int YEARS = 3_000;
    private static final int MONTHS = 3_000;
    private static final int FANS = 20;

    private static final String DAY = "d.day = date '2018-10-01' + CAST(:d AS integer)";
    private static final String YEAR = "CAST(:y AS integer)";

    private final Stock stock;
    private final Question day;

    Questions(Stock stock) {
        this.stock = stock;
        this.day = new Question(
                "day",
                stock.days(DAYS, Questions::columns),
                stock.variables()
                        + "SELECT p.unit, n.attribution, n.licence, n.licence_url, d.day, d.flags, d.values, d.quality"
                        + " FROM calima.series r JOIN calima.station s USING (station_id)"
                        + " JOIN calima.network n USING (network_id) JOIN calima.parameter p USING (parameter_id)"
                        + " JOIN calima.observation_day d USING (series_id) WHERE r.series_id = :s AND " + DAY + ";\n",
                "sql");
    }

    /** One day of one series; its SQL also looks up what the answer says of the series. */
    Question day() {
        return day;
    }

    /** The day alone, for who knows its key. */
    String dayByKey() {
        return stock.variables()
                + "SELECT d.day, d.flags, d.values, d.quality FROM calima.observation_day d WHERE d.series_id = :s AND "
                + DAY + ";\n";
    }

    List<Question> all() {
        return List.of(
                day,
                new Question("year", stock.years(YEARS, Questions::columns), yearOfHours(), "hourly_sql"),
                new Question("latest", List.of("/v1/latest?parameter=no2")),
                new Question(
                        "fan",
                        stock.series(FANS).stream()
                                .map(series -> "/v1/forecasts?" + series.query())
                                .toList()),
                new Question(
                        "frames",
                        List.of(
                                "/v1/frames?parameter=no2&datetimeFrom=2019-03-29T00:00:00Z&datetimeTo=2019-04-01T00:00:00Z")),
                new Question(
                        "heatmap",
                        stock.months(
                                MONTHS,
                                (series, from, to) -> "/v1/aggregates/day?parameter=" + series.parameter()
                                        + "&dateFrom=" + from + "&dateTo=" + to),
                        stock.variables()
                                + "SELECT s.code, d.* FROM calima.aggregate_day d JOIN calima.series r USING (series_id)"
                                + " JOIN calima.station s USING (station_id) WHERE r.parameter_id ="
                                + " (SELECT parameter_id FROM calima.series WHERE series_id = :s)"
                                + " AND d.month = make_date(" + YEAR + ", 11, 1) ORDER BY s.code, d.day;\n",
                        "sql"),
                new Question(
                        "year_means",
                        stock.years(
                                YEARS,
                                (series, from, to) ->
                                        "/v1/aggregates/day?" + series.query() + "&dateFrom=" + from + "&dateTo=" + to),
                        stock.variables()
                                + "SELECT d.* FROM calima.aggregate_day d WHERE d.series_id = :s"
                                + " AND d.month >= make_date(" + YEAR + ", 1, 1) AND d.month < make_date(" + YEAR
                                + " + 1, 1, 1) ORDER BY d.day;\n",
                        "sql"));
    }

    private String yearOfHours() {
        return stock.variables()
                + "SELECT period_start, value, flag FROM public.peer WHERE series_id = :s"
                + " AND period_start >= make_timestamptz(" + YEAR + ", 1, 1, 0, 0, 0)"
                + " AND period_start < make_timestamptz(" + YEAR + " + 1, 1, 1, 0, 0, 0) ORDER BY period_start;\n";
    }

    /** Days as the peers are asked for them. */
    List<String> peerDays() {
        return stock.days(DAYS, Questions::peer);
    }

    List<String> peerYears() {
        return stock.years(YEARS, Questions::peer);
    }

    private static String columns(Stock.Named series, LocalDate from, LocalDate to) {
        return "/v1/observations?" + series.query() + range("datetimeFrom", from, "datetimeTo", to) + "&format=columns";
    }

    private static String peer(Stock.Named series, LocalDate from, LocalDate to) {
        return "/hours?" + series.query() + range("from", from, "to", to);
    }

    private static String range(String fromName, LocalDate from, String toName, LocalDate to) {
        return "&" + fromName + "=" + from + "T00:00:00Z&" + toName + "=" + to + "T00:00:00Z";
    }
}
