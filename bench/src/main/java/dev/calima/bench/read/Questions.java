package dev.calima.bench.read;

import java.time.LocalDate;
import java.util.List;

/** What is asked, of the read API and of those beside it. */
final class Questions {

    /** Answers that are the same for everybody until new data come. */
    static final List<String> LIKE_A_CONSTANT = List.of("latest", "fan", "frames");

    private static final int DAYS = 50_000;
    private static final int YEARS = 3_000;

    private final Stock stock;
    private final Question day;

    Questions(Stock stock) {
        this.stock = stock;
        this.day = new Question(
                "day",
                stock.days(
                        DAYS,
                        (series, from, to) -> "/v1/observations?" + series.query()
                                + range("datetimeFrom", from, "datetimeTo", to) + "&shape=columns"),
                stock.variables()
                        + "SELECT day, flags, values, quality FROM calima.observation_day"
                        + " WHERE series_id = :s AND day = date '2018-10-01' + CAST(:d AS integer);\n",
                "sql");
    }

    Question day() {
        return day;
    }

    List<Question> all() {
        return List.of(
                day,
                new Question(
                        "year",
                        stock.years(
                                YEARS,
                                (series, from, to) -> "/v1/observations?" + series.query()
                                        + range("datetimeFrom", from, "datetimeTo", to) + "&shape=columns"),
                        stock.variables()
                                + "SELECT period_start, value, flag FROM public.peer WHERE series_id = :s"
                                + " AND period_start >= make_timestamptz(CAST(:y AS integer), 1, 1, 0, 0, 0)"
                                + " AND period_start < make_timestamptz(CAST(:y AS integer) + 1, 1, 1, 0, 0, 0)"
                                + " ORDER BY period_start;\n",
                        "hourly_sql"),
                new Question("latest", List.of("/v1/latest?parameter=no2")),
                new Question(
                        "fan",
                        stock.series(20).stream()
                                .map(series -> "/v1/forecasts?" + series.query())
                                .toList()));
    }

    /** Days as the peers are asked for them. */
    List<String> peerDays() {
        return stock.days(DAYS, Questions::peer);
    }

    List<String> peerYears() {
        return stock.years(YEARS, Questions::peer);
    }

    private static String peer(Stock.Named series, LocalDate from, LocalDate to) {
        return "/hours?" + series.query() + range("from", from, "to", to);
    }

    private static String range(String fromName, LocalDate from, String toName, LocalDate to) {
        return "&" + fromName + "=" + from + "T00:00:00Z&" + toName + "=" + to + "T00:00:00Z";
    }
}
