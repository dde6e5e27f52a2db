package dev.calima.batch.train;

import dev.calima.batch.config.TrainingDefinition;
import dev.calima.batch.registry.Candidate;
import dev.calima.forecasting.backtest.ModelSelection;
import dev.calima.forecasting.backtest.OriginLosses;
import dev.calima.forecasting.train.TrainedModel;
import dev.calima.forecasting.train.TrainedSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What came of one series.
 *
 * @param seriesId its key
 * @param settings how it was learnt
 * @param material what it was learnt from
 * @param model the model
 * @param selection the backtest, with the model's algorithm as the chosen one
 * @param notes for people
 */
record Learnt(
        int seriesId,
        TrainingDefinition settings,
        Material material,
        TrainedModel model,
        ModelSelection selection,
        List<String> notes) {

    static Learnt of(int seriesId, TrainingDefinition settings, Material material, TrainedSeries.Trained trained) {
        return new Learnt(seriesId, settings, material, trained.model(), trained.selection(), trained.notes());
    }

    /** The seasonal naive of the same training, which this model did not beat. */
    Learnt naive() {
        List<String> why = new ArrayList<>(notes);
        why.add(selection.chosen() + " did not beat it in a paired test");
        return new Learnt(
                seriesId,
                settings,
                material,
                NaiveModel.of(model),
                new ModelSelection(Candidate.NAIVE, selection.reports()),
                why);
    }

    Candidate candidate() {
        return new Candidate(
                selection.chosen(), settings, paired(winner(), naiveLosses()), paired(naiveLosses(), winner()));
    }

    private OriginLosses winner() {
        return selection.winner().losses();
    }

    private OriginLosses naiveLosses() {
        return selection.reports().getFirst().losses();
    }

    /** Those from the origins that the other has too. */
    private static OriginLosses paired(OriginLosses losses, OriginLosses other) {
        Set<Instant> common = new HashSet<>(other.origins());
        List<Instant> origins = new ArrayList<>();
        List<Double> kept = new ArrayList<>();
        for (int i = 0; i < losses.origins().size(); i++) {
            if (common.contains(losses.origins().get(i))) {
                origins.add(losses.origins().get(i));
                kept.add(losses.losses().get(i));
            }
        }
        return new OriginLosses(origins, kept);
    }
}
