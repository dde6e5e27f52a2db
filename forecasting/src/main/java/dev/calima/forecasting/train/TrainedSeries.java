package dev.calima.forecasting.train;

import dev.calima.forecasting.backtest.ModelSelection;
import java.util.List;

/** What came of training one series. */
public sealed interface TrainedSeries {

    /**
     * A model is ready.
     *
     * @param model calibrated, ready to forecast and to be stored
     * @param selection which algorithm won, and the backtest of every entrant
     * @param notes sentences for people: entrants that could not take part and why, values left out
     */
    record Trained(TrainedModel model, ModelSelection selection, List<String> notes) implements TrainedSeries {

        public Trained {
            notes = List.copyOf(notes);
        }

        /** Name of the algorithm that won. */
        public String algorithm() {
            return selection.chosen();
        }
    }

    /**
     * Nothing honest can be learned from this history.
     *
     * @param reason one sentence for people
     */
    record Refused(String reason) implements TrainedSeries {}
}
