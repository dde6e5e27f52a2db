package dev.calima.forecasting.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.ForecastResult;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.SyntheticSeries;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.store.ModelCodec;
import dev.calima.forecasting.store.ModelFormatException;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CovariatesTest {

    private static final TrainingProfile PROFILE = TrainingProfile.defaults(SyntheticSeries.DAY_TYPES)
            .withBacktest(20, 24, 10)
            .withEntrants(List.of("ridge-direct"), List.of());
    private static final int DAYS = 150;
    private static final Horizon THREE_DAYS = Horizon.ofHours(72);

    /** A wind that blows for half a day at a time, and values that are halved by it. */
    private static final double[] WIND = wind();

    private static double[] wind() {
        SplittableRandom random = new SplittableRandom(5);
        double[] wind = new double[DAYS * 24];
        for (int i = 0; i < wind.length; i++) {
            wind[i] = i % 12 == 0 ? random.nextInt(2) : wind[i - 1];
        }
        return wind;
    }

    private static final Series ALL =
            SyntheticSeries.of(DAYS * 24, i -> (40 + 10 * Math.sin(i * Math.PI / 12)) * (1 - 0.5 * WIND[i]));
    private static final Covariates KNOWN =
            Covariates.hourly(SyntheticSeries.START, List.of("wind"), new double[][] {WIND});
    private static final Instant ORIGIN = ALL.instant((DAYS - 3) * 24);
    private static final Series HISTORY = ALL.slice(ALL.start(), ORIGIN);

    private static TrainedModel model(Covariates known) {
        if (SeriesTrainer.standard().train(HISTORY, known, PROFILE) instanceof TrainedSeries.Trained trained) {
            return trained.model();
        }
        throw new AssertionError("not trained");
    }

    private static ForecastResult.Issued issued(ForecastResult result) {
        if (result instanceof ForecastResult.Issued issued) {
            return issued;
        }
        throw new AssertionError(result);
    }

    private static double error(Forecast forecast) {
        double error = 0;
        for (int lead = 1; lead <= 72; lead++) {
            error += Math.abs(forecast.median(lead) - ALL.at(forecast.validFrom(lead))) / 72;
        }
        return error;
    }

    @Test
    void whatIsKnownAheadHelps() {
        Forecast with = issued(model(KNOWN).forecast(HISTORY, KNOWN, ORIGIN, THREE_DAYS))
                .forecast();
        Forecast without = issued(model(Covariates.none()).forecast(HISTORY, ORIGIN, THREE_DAYS))
                .forecast();
        assertThat(error(with)).isLessThan(0.5 * error(without));
    }

    @Test
    void aModelStepsAsideWhenItsCovariatesAreUnknownAhead() {
        ForecastResult.Issued issued = issued(model(KNOWN).forecast(HISTORY, Covariates.none(), ORIGIN, THREE_DAYS));
        assertThat(issued.forecast().method()).isEqualTo("seasonal-naive-24");
        assertThat(issued.note()).contains("covariate wind is unknown for");
    }

    @Test
    void aDecodedModelForecastsTheSame() throws ModelFormatException {
        TrainedModel model = model(KNOWN);
        assertThat(ModelCodec.decode(ModelCodec.encode(model)).forecast(HISTORY, KNOWN, ORIGIN, THREE_DAYS))
                .isEqualTo(model.forecast(HISTORY, KNOWN, ORIGIN, THREE_DAYS));
    }
}
