package dev.calima.batch.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A champion or a challenger. What is null was not kept, or does not apply.
 *
 * @param modelId its key
 * @param series network/station/parameter
 * @param role champion or challenger
 * @param method its algorithm
 * @param trainedAt when it was fitted
 * @param profile how: name of the training profile
 * @param profileVersion its version; 0 is the file
 * @param program version of the program and of its model format
 * @param data what it was learnt from
 * @param championSince since when it is the champion
 * @param championHow first, refit, test, promoted or rolled-back
 * @param held whether it stays the champion until a person promotes another
 * @param backtest what its backtest says
 * @param test how it was tested; null when it was not, as after a refit
 * @param notes what its training remarked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegisteredModel(
        long modelId,
        String series,
        String role,
        String method,
        Instant trainedAt,
        String profile,
        @Nullable Integer profileVersion,
        @Nullable String program,
        Snapshot data,
        @Nullable Instant championSince,
        @Nullable String championHow,
        boolean held,
        Backtest backtest,
        @Nullable Test test,
        @Nullable String notes) {

    /**
     * The data that a model was learnt from.
     *
     * @param from start of the history
     * @param until its end (excluded)
     * @param asOf the newest change of any of its observations
     * @param sha256 over its hours, in hexadecimal digits
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Snapshot(
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Instant asOf,
            @Nullable String sha256) {}

    /**
     * Scores on past origins.
     *
     * @param origins how many
     * @param skill 1 - MAE / MAE of the seasonal naive
     * @param mae mean absolute error, in the parameter's unit
     * @param mase24 over the error of repeating the last day
     * @param coverage50 share of values inside the 50 % interval, 0 to 1
     * @param coverage80 of the 80 % interval
     * @param coverage95 of the 95 % interval
     * @param uncalibrated whether coverage80 is more than 3 points away from 80 %
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Backtest(
            @Nullable Integer origins,
            @Nullable Double skill,
            @Nullable Double mae,
            @Nullable Double mase24,
            @Nullable Double coverage50,
            @Nullable Double coverage80,
            @Nullable Double coverage95,
            @Nullable Boolean uncalibrated) {}

    /**
     * A paired test against the seasonal naive, and against the champion of that moment.
     *
     * @param name diebold-mariano or wilcoxon
     * @param level p-value up to which an opponent counts as beaten
     * @param naive against the naive
     * @param champion against the champion
     * @param championId the champion that it was tested against
     * @param problem why it could not be tested
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Test(
            String name,
            double level,
            @Nullable Duel naive,
            @Nullable Duel champion,
            @Nullable Long championId,
            @Nullable String problem) {}

    /**
     * One comparison.
     *
     * @param origins past origins that both were scored from
     * @param gain mean of the opponent's loss minus its own, in the parameter's unit
     * @param statistic of the test
     * @param pValue one-sided
     * @param beaten whether the opponent counts as beaten
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Duel(
            int origins,
            @Nullable Double gain,
            @Nullable Double statistic,
            @Nullable Double pValue,
            boolean beaten) {}
}
