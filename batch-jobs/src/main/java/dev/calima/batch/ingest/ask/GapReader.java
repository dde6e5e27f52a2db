package dev.calima.batch.ingest.ask;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.NetworkDefinition;
import dev.calima.batch.ingest.load.ReferenceWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which hours are absent, and why. */
@Component
public class GapReader {

    private final JdbcClient jdbc;
    private final ReferenceWriter reference;

    GapReader(JdbcClient jdbc, ReferenceWriter reference) {
        this.jdbc = jdbc;
        this.reference = reference;
    }

    /**
     * The absent periods of a series in a range of time, by reason.
     *
     * @param station its station's code
     * @param parameter its parameter's code
     * @param notYet the source is not late yet
     * @param missingAtSource the source answered without them
     * @param missingByUs nobody asked for them, or in vain
     * @param rejected a value of them was refused
     */
    public record Gap(
            String station, String parameter, long notYet, long missingAtSource, long missingByUs, long rejected) {}

    /**
     * The absent periods of every series of a feed's network and parameters that has any, by station and parameter.
     *
     * @param from first start of a period
     * @param to end of the starts, excluded
     * @param now the moment seen from
     */
    public List<Gap> gaps(FeedDefinition feed, NetworkDefinition network, Instant from, Instant to, Instant now) {
        reference.synchronise(feed, network); // its delays may have changed since it was loaded last
        return jdbc.sql("""
                        SELECT t.code AS station, p.code AS parameter,
                               coalesce(sum(a.periods) FILTER (WHERE a.status = 'not-yet'), 0) AS not_yet,
                               coalesce(sum(a.periods) FILTER (WHERE a.status = 'missing-at-source'), 0) AS missing_at_source,
                               coalesce(sum(a.periods) FILTER (WHERE a.status = 'missing-by-us'), 0) AS missing_by_us,
                               coalesce(sum(a.periods) FILTER (WHERE a.status = 'rejected'), 0) AS rejected
                        FROM calima.absent_days(:feed, :from, :to, :now) a
                        JOIN calima.station t USING (station_id)
                        JOIN calima.parameter p USING (parameter_id)
                        GROUP BY t.code, p.code
                        ORDER BY t.code, p.code
                        """)
                .param("feed", feed.name())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Gap(
                        row.getString("station"),
                        row.getString("parameter"),
                        row.getLong("not_yet"),
                        row.getLong("missing_at_source"),
                        row.getLong("missing_by_us"),
                        row.getLong("rejected")))
                .list();
    }
}
