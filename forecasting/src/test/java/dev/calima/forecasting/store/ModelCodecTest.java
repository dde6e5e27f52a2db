package dev.calima.forecasting.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.SyntheticSeries;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.model.CombinedForecaster;
import dev.calima.forecasting.model.KnnAnalogue;
import dev.calima.forecasting.model.RidgeDirect;
import dev.calima.forecasting.model.SeasonalNaive;
import dev.calima.forecasting.train.SeriesTrainer;
import dev.calima.forecasting.train.TrainedModel;
import dev.calima.forecasting.train.TrainedSeries;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCodecTest {

    private static final Series HISTORY = SyntheticSeries.withGaps(SyntheticSeries.urban(130, 41), 0.05, 2);
    private static final TrainingProfile PROFILE =
            TrainingProfile.defaults(SyntheticSeries.DAY_TYPES).withBacktest(15, 24, 15);

    private static TrainedModel model(Series history, Forecaster... entrants) {
        if (SeriesTrainer.of(entrants).train(history, PROFILE) instanceof TrainedSeries.Trained trained) {
            return trained.model();
        }
        throw new AssertionError("not trained");
    }

    private static List<TrainedModel> models() {
        return List.of(
                model(HISTORY, new RidgeDirect()),
                model(HISTORY, new KnnAnalogue()),
                model(HISTORY, SeasonalNaive.WEEKLY),
                model(HISTORY, CombinedForecaster.of(new RidgeDirect(), new KnnAnalogue())),
                model(SyntheticSeries.urban(45, 3)));
    }

    @Test
    void aDecodedModelForecastsBitForBitAsTheOriginal() throws ModelFormatException {
        for (TrainedModel model : models()) {
            byte[] bytes = ModelCodec.encode(model);
            TrainedModel decoded = ModelCodec.decode(bytes);
            assertThat(decoded.algorithm()).isEqualTo(model.algorithm());
            for (int hour = 0; hour < 30; hour += 7) {
                Instant origin = HISTORY.end().minusSeconds(3600L * hour);
                assertThat(decoded.forecast(HISTORY, origin, Horizon.ofHours(72)))
                        .isEqualTo(model.forecast(HISTORY, origin, Horizon.ofHours(72)));
            }
            assertThat(ModelCodec.encode(decoded)).isEqualTo(bytes);
        }
    }

    @Test
    void aStoredModelIsSmall() {
        assertThat(ModelCodec.encode(model(HISTORY, CombinedForecaster.of(new RidgeDirect(), new KnnAnalogue()))))
                .hasSizeLessThan(100_000);
    }

    @Test
    void otherVersionsAreRefused() {
        byte[] bytes = ModelCodec.encode(model(HISTORY, SeasonalNaive.WEEKLY));
        bytes[7] = 99;
        assertThatThrownBy(() -> ModelCodec.decode(bytes))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("stored model of version 99, this program reads 2");
    }

    @Test
    void truncatedDamagedAndForeignBytesAreRefused() {
        byte[] bytes = ModelCodec.encode(model(HISTORY, SeasonalNaive.WEEKLY));
        for (int length = 0; length < bytes.length; length += 97) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ModelCodec.decode(cut)).isInstanceOf(ModelFormatException.class);
        }
        byte[] damaged = bytes.clone();
        damaged[bytes.length / 2] ^= 1;
        assertThatThrownBy(() -> ModelCodec.decode(damaged)).hasMessageContaining("checksum");
        assertThatThrownBy(() -> ModelCodec.decode(new byte[500])).hasMessageContaining("not a stored model");
        assertThatThrownBy(() -> ModelCodec.decode(Arrays.copyOf(bytes, bytes.length + 3)))
                .hasMessageContaining("bytes of content");
    }
}
