package dev.calima.batch.operate;

import dev.calima.batch.registry.ChampionChange;
import dev.calima.batch.registry.RegisteredModel;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells of models, for people. */
final class ModelPrint {

    private ModelPrint() {}

    /** One model in a line. */
    static void line(RegisteredModel model) {
        System.out.printf(
                Locale.ROOT,
                "%s: %s %d %s, profile %s%s, data until %s, skill %s%s%s%n",
                model.series(),
                model.role(),
                model.modelId(),
                model.method(),
                model.profile(),
                model.profileVersion() == null ? "" : " version " + model.profileVersion(),
                model.data().until(),
                number(model.backtest().skill()),
                Objects.equals(model.backtest().uncalibrated(), true) ? ", uncalibrated" : "",
                place(model));
    }

    /** How a champion got its place, or why a challenger has none. */
    private static String place(RegisteredModel model) {
        if (model.championSince() != null) {
            return ", since " + model.championSince() + " (" + model.championHow() + (model.held() ? ", held" : "")
                    + ")" + tested(model.test());
        }
        return tested(model.test());
    }

    private static String tested(RegisteredModel.@Nullable Test test) {
        if (test == null) {
            return "";
        }
        return ", " + test.name() + " at " + test.level() + against(" naive", test.naive())
                + against(" champion", test.champion())
                + (test.problem() == null ? "" : ": " + test.problem());
    }

    private static String against(String opponent, RegisteredModel.@Nullable Duel duel) {
        return duel == null
                ? ""
                : opponent + (duel.beaten() ? " beaten" : " not beaten") + " (p " + number(duel.pValue())
                        + ", statistic " + number(duel.statistic()) + ", " + duel.origins() + " origins)";
    }

    /** One model with everything that is known of it. */
    static void all(RegisteredModel model) {
        line(model);
        System.out.printf(
                Locale.ROOT,
                "  trained %s by %s; data %s to %s as of %s, SHA-256 %s%n",
                model.trainedAt(),
                model.program(),
                model.data().from(),
                model.data().until(),
                model.data().asOf(),
                model.data().sha256());
        RegisteredModel.Backtest backtest = model.backtest();
        System.out.printf(
                Locale.ROOT,
                "  backtest from %d origins: MAE %s, MASE24 %s, inside 50/80/95 %%: %s/%s/%s%n",
                backtest.origins(),
                number(backtest.mae()),
                number(backtest.mase24()),
                number(backtest.coverage50()),
                number(backtest.coverage80()),
                number(backtest.coverage95()));
        if (model.notes() != null) {
            System.out.println("  " + model.notes());
        }
    }

    /** A change of champions in a line. */
    static void change(ChampionChange change) {
        System.out.printf(
                Locale.ROOT,
                "%s: model %d took the place of %s (%s) by %s%s%n",
                change.at(),
                change.modelId(),
                change.formerModelId() == null ? "none" : String.valueOf(change.formerModelId()),
                change.how(),
                change.by(),
                change.reason() == null ? "" : ": " + change.reason());
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.3g", value);
    }
}
