package dev.calima.api.forecast;

import static dev.calima.sql.schema.Tables.FORECAST_SKILL;

import dev.calima.api.series.Series;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;

@Component
class SkillQueries {

    /** Single precision keeps a share to about this. */
    private static final double ROUNDING = 1e-6;

    private static final double CALIBRATED_WITHIN = 0.03;

    private final DSLContext db;

    SkillQueries(DSLContext db) {
        this.db = db;
    }

    /** By window, then by lead. */
    List<SkillResponse.Skill> list(Series series) {
        return db.selectFrom(FORECAST_SKILL)
                .where(FORECAST_SKILL.SERIES_ID.eq(series.id()))
                .orderBy(FORECAST_SKILL.WINDOW_DAYS, FORECAST_SKILL.LEAD_FROM)
                .fetch(SkillQueries::skill);
    }

    private static SkillResponse.Skill skill(Record row) {
        return new SkillResponse.Skill(
                row.get(FORECAST_SKILL.WINDOW_DAYS),
                row.get(FORECAST_SKILL.LEAD_FROM),
                row.get(FORECAST_SKILL.LEAD_TO),
                row.get(FORECAST_SKILL.FIRST_ORIGIN),
                row.get(FORECAST_SKILL.LAST_ORIGIN),
                row.get(FORECAST_SKILL.N),
                row.get(FORECAST_SKILL.MAE),
                row.get(FORECAST_SKILL.RMSE),
                row.get(FORECAST_SKILL.BIAS),
                row.get(FORECAST_SKILL.CRPS) / 2,
                row.get(FORECAST_SKILL.CRPS),
                row.get(FORECAST_SKILL.NAIVE_MAE),
                row.get(FORECAST_SKILL.SKILL),
                List.of(
                        coverage(0.5, row.get(FORECAST_SKILL.COVERAGE50)),
                        coverage(0.8, row.get(FORECAST_SKILL.COVERAGE80)),
                        coverage(0.9, row.get(FORECAST_SKILL.COVERAGE90)),
                        coverage(0.95, row.get(FORECAST_SKILL.COVERAGE95))));
    }

    private static SkillResponse.Coverage coverage(double level, float measured) {
        return new SkillResponse.Coverage(level, measured, Math.abs(measured - level) > CALIBRATED_WITHIN + ROUNDING);
    }
}
