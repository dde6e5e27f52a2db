package dev.calima.api.observation;

import dev.calima.api.csv.CsvBody;
import dev.calima.api.csv.CsvText;
import dev.calima.api.csv.LongAnswers;
import dev.calima.api.series.Series;
import dev.calima.api.web.TimeRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Observations as CSV, of any length: what is sent is not kept. */
@Component
class ObservationCsv {

    /** So many rows tell how long the others are. */
    private static final int SAMPLED_ROWS = 1000;

    private final ObservationQueries queries;
    private final LongAnswers longAnswers;

    ObservationCsv(ObservationQueries queries, LongAnswers longAnswers) {
        this.queries = queries;
        this.longAnswers = longAnswers;
    }

    CsvBody body(List<Series> of, TimeRange range, @Nullable Instant asOf) {
        return csv -> longAnswers.send(() -> {
            header(csv);
            queries.walk(of, range, asOf, (series, each) -> row(csv, series, each));
        });
    }

    /** How many rows the body has without its header, and about how many bytes with it: exact up to some rows. */
    Preview preview(List<Series> of, TimeRange range, @Nullable Instant asOf) {
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        CsvText csv = new CsvText(sample);
        long[] rows = {0};
        int[] head = {0};
        try {
            longAnswers.send(() -> {
                header(csv);
                csv.finish();
                head[0] = sample.size();
                queries.walk(of, range, asOf, (series, each) -> {
                    if (rows[0]++ < SAMPLED_ROWS) {
                        row(csv, series, each);
                    }
                });
                csv.finish();
            });
        } catch (IOException e) {
            throw new IllegalStateException("a sample in memory cannot fail", e);
        }
        long sampled = Math.min(rows[0], SAMPLED_ROWS);
        long rest = rows[0] <= sampled ? 0 : (rows[0] - sampled) * (sample.size() - head[0]) / sampled;
        return new Preview(rows[0], sample.size() + rest);
    }

    private static void header(CsvText csv) throws IOException {
        csv.header(
                "station",
                "parameter",
                "unit",
                "periodStart",
                "periodEnd",
                "value",
                "publishedValue",
                "flag",
                "validity",
                "verification",
                "quality");
    }

    private static void row(CsvText csv, Series series, Observation each) throws IOException {
        csv.text(series.station().value())
                .text(series.parameter().value())
                .text(series.unit())
                .time(each.start())
                .time(each.end())
                .number(each.value())
                .number(each.published())
                .text(each.flagName())
                .number(each.validity())
                .number(each.verification())
                .text(String.join(" ", each.rules()))
                .endRow();
    }

    /**
     * What to expect.
     *
     * @param rows rows without the header
     * @param bytes bytes, not compressed
     */
    record Preview(long rows, long bytes) {}
}
