package dev.calima.forecasting.study;

import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.store.ModelCodec;
import dev.calima.forecasting.train.SeriesTrainer;
import dev.calima.forecasting.train.TrainedSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a night costs: trains every series of 2018 once, on two threads or as many as the machine has. Argument: folder
 * of the comma files.
 */
final class CityStudy {

    private CityStudy() {}

    public static void main(String[] arguments) throws IOException {
        List<Series> series = new ArrayList<>();
        for (int magnitude : IntStream.rangeClosed(1, 44).toArray()) {
            series.addAll(MadridArchive.read(Path.of(arguments[0]), magnitude).values());
        }
        TrainingProfile profile = TrainingProfile.defaults(MadridArchive.dayTypes());
        SeriesTrainer trainer = SeriesTrainer.standard();
        long begin = System.nanoTime();
        List<TrainedSeries> results =
                series.parallelStream().map(one -> trainer.train(one, profile)).toList();
        double seconds = (System.nanoTime() - begin) / 1e9;
        long bytes = 0;
        int trained = 0;
        for (TrainedSeries result : results) {
            if (result instanceof TrainedSeries.Trained ready) {
                trained++;
                bytes += ModelCodec.encode(ready.model()).length;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d series of a year, %d trained, %.1f s wall, %d bytes stored per model%n",
                series.size(),
                trained,
                seconds,
                bytes / Math.max(1, trained));
    }
}
