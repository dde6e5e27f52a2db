package dev.calima.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.run.RunFilter.ParameterPart;
import dev.calima.sql.TestDatabase;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A list of a hundred thousand runs is read a page at a time, by an index, whatever is asked for. */
class RunListTest {

    private static final int RUNS = 100_000;
    private static final int PAGE = 100;
    private static final TestDatabase DATABASE = filled();

    private static TestDatabase filled() {
        TestDatabase database = TestDatabase.create();
        database.execute("""
                INSERT INTO calima.run (job, parameters, identity, pool, requested_by, requested_at, state, outcome, ended_at)
                SELECT CASE n % 4 WHEN 0 THEN 'forecast-issue' ELSE 'observations-load-incremental' END,
                       jsonb_build_object('feed', CASE n % 50 WHEN 0 THEN 'Madrid' ELSE 'beijing' END), 'x' || n, 'hourly',
                       CASE n % 500 WHEN 0 THEN 'anna' ELSE 'schedule' END,
                       timestamptz '2026-01-01 00:00Z' + n * interval '1 minute',
                       CASE n % 1000 WHEN 0 THEN 'failed' ELSE 'completed' END,
                       CASE n % 1000 WHEN 0 THEN 'failed' ELSE 'noop' END,
                       timestamptz '2026-01-01 00:00Z' + n * interval '1 minute'
                FROM generate_series(1, 100000) n
                """, "ANALYZE calima.run");
        return database;
    }

    static List<RunFilter> filters() {
        return List.of(
                RunFilter.newest(PAGE),
                new RunFilter(null, null, null, null, null, null, null, null, RUNS / 2, PAGE),
                new RunFilter("forecast-issue", null, null, null, null, null, null, null, RUNS / 2, PAGE),
                new RunFilter(null, RunState.FAILED, null, null, null, null, null, null, 0, PAGE),
                new RunFilter("forecast-issue", RunState.FAILED, null, null, null, null, null, null, 0, PAGE),
                new RunFilter(null, RunState.QUEUED, null, null, null, null, null, null, 0, PAGE),
                new RunFilter(null, null, null, null, null, "anna", null, null, 0, PAGE),
                new RunFilter(null, null, Instant.parse("2026-03-10T00:00:00Z"), null, null, null, null, null, 0, PAGE),
                new RunFilter(null, null, null, Instant.parse("2026-01-10T00:00:00Z"), null, null, null, null, 0, PAGE),
                new RunFilter(null, null, null, null, new ParameterPart("feed", "adri"), null, null, null, 0, PAGE),
                new RunFilter(null, null, null, null, null, null, null, 1L, 0, PAGE));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aPageIsReadByAnIndex(RunFilter filter) throws Exception {
        List<Query> asked = new ArrayList<>();
        try (Connection connection = DATABASE.admin().connect()) {
            DSLContext dsl = DSL.using(new DefaultConfiguration()
                    .set(connection)
                    .set(SQLDialect.POSTGRES)
                    .set(new ExecuteListener() {
                        @Override
                        public void start(ExecuteContext context) {
                            if (context.query() != null) {
                                asked.add(context.query());
                            }
                        }
                    }));
            List<RunRow> page = new RunReader(dsl).list(filter);
            assertThat(page).extracting(RunRow::runId).isSortedAccordingTo((one, other) -> Long.compare(other, one));
            assertThat(page)
                    .allMatch(run -> filter.job() == null || run.job().equals(filter.job()))
                    .allMatch(run -> filter.state() == null || run.state() == filter.state())
                    .allMatch(run ->
                            filter.requestedBy() == null || run.requestedBy().equals(filter.requestedBy()))
                    .allMatch(
                            run -> filter.since() == null || !run.requestedAt().isBefore(filter.since()))
                    .allMatch(run -> filter.until() == null || run.requestedAt().isBefore(filter.until()))
                    .allMatch(run -> filter.parameter() == null
                            || "Madrid".equals(run.parameters().get("feed")))
                    .allMatch(run -> filter.before() == 0 || run.runId() < filter.before());
            boolean rare = filter.state() == RunState.QUEUED || filter.backfillId() != null;
            assertThat(page).hasSize(rare ? 0 : PAGE);
            String plan = DSL.using(connection, SQLDialect.POSTGRES)
                    .explain(asked.getFirst())
                    .plan();
            assertThat(plan).contains("Index").doesNotContain("Seq Scan");
        }
    }
}
