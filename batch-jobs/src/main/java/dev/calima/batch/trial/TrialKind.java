package dev.calima.batch.trial;

import java.util.Locale;

/** What is asked for. */
public enum TrialKind {
    /** Learn, test, and keep the models for forecasts that name the trial. */
    TRAINING,
    /** Test only. */
    BACKTEST,
    /** Values of the future. */
    FORECAST;

    /** As it stands in the database and in answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TrialKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
