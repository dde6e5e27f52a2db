package dev.calima.batch.registry;

import dev.calima.batch.BatchConfiguration;
import dev.calima.batch.run.Actor;
import dev.calima.batch.run.AuditWriter;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes champions by hand: noted with who did it, and from the next forecast on. */
@Component
@Primary // the operator API has one of its own
public class ModelDesk {

    private final TransactionTemplate transaction;
    private final AuditWriter audit;
    private final RegistryReader registry;
    private final ChampionWriter champions;

    public ModelDesk(
            @Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext dsl,
            @Qualifier(BatchConfiguration.TRAINER + "TransactionManager") PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
        this.audit = new AuditWriter(dsl);
        this.registry = new RegistryReader(dsl);
        this.champions = new ChampionWriter(dsl);
    }

    /**
     * Makes a model the champion, whatever its tests say. Afterwards trainings may change it again, also when it was held.
     *
     * @param model key of any model of the series; null for the newest challenger
     * @return the champion
     * @throws UnknownModelException when there is no such series or model
     * @throws ChampionStaysException when there is no challenger, or the model cannot be or is the champion
     */
    public RegisteredModel promote(Actor actor, SeriesPath series, @Nullable Long model, @Nullable String reason)
            throws UnknownModelException, ChampionStaysException {
        return change(actor, "model-promote", Ascent.PROMOTED, series, reason, (id, present) -> {
            long chosen = model != null
                    ? model
                    : registry.newest(id, "challenger")
                            .orElseThrow(() -> new ChampionStaysException(series + " has no challenger: name one of its"
                                    + " former champions ('calima models show " + series + "')"));
            String state = registry.state(id, chosen)
                    .orElseThrow(() -> new UnknownModelException(series + " has no model " + chosen));
            if (state.equals("refused")) {
                throw new ChampionStaysException("model " + chosen + " was refused for want of data");
            }
            boolean held =
                    registry.ascent(id).filter(Ascent.ROLLED_BACK::equals).isPresent();
            if (present.equals(Optional.of(chosen)) && !held) {
                throw new ChampionStaysException("model " + chosen + " is the champion of " + series + " already");
            }
            return chosen;
        });
    }

    /**
     * Brings a former champion back, and holds it: no training changes it until somebody promotes a model.
     *
     * @param model key of a former champion; null for the one before the present
     * @return the champion
     * @throws UnknownModelException when there is no such series or model
     * @throws ChampionStaysException when there was none before, or the model never was one or is it
     */
    public RegisteredModel rollback(Actor actor, SeriesPath series, @Nullable Long model, @Nullable String reason)
            throws UnknownModelException, ChampionStaysException {
        return change(actor, "model-rollback", Ascent.ROLLED_BACK, series, reason, (id, present) -> {
            long champion = present.orElseThrow(() -> new ChampionStaysException(series + " has no champion"));
            if (model == null) {
                return registry.before(id, champion)
                        .orElseThrow(() -> new ChampionStaysException(series + " had no champion before model "
                                + champion + ": there is nothing to go back to"));
            }
            if (registry.state(id, model).isEmpty()) {
                throw new UnknownModelException(series + " has no model " + model);
            }
            if (model == champion) {
                throw new ChampionStaysException("model " + model + " is the champion of " + series + " already");
            }
            if (!registry.wasChampion(id, model)) {
                throw new ChampionStaysException(
                        "model " + model + " never was the champion of " + series + ": promote it instead");
            }
            return model;
        });
    }

    private interface Choice {
        long of(int seriesId, Optional<Long> present) throws UnknownModelException, ChampionStaysException;
    }

    private RegisteredModel change(
            Actor actor, String verb, Ascent ascent, SeriesPath series, @Nullable String reason, Choice choice)
            throws UnknownModelException, ChampionStaysException {
        int id = registry.find(series)
                .orElseThrow(() -> new UnknownModelException("there is no series " + series
                        + " that was ever trained ('calima models list' shows those that have" + " a model)"));
        Exception refused = transaction.execute(_ -> {
            champions.lock(id);
            Optional<Long> present = registry.newest(id, "active");
            try {
                long chosen = choice.of(id, present);
                champions.crown(id, chosen, ascent, actor.name(), reason);
                String from = present.map(former -> "model " + former).orElse("none");
                audit.write(
                        actor,
                        verb,
                        subject(series),
                        null,
                        "done",
                        from + " to model " + chosen + (reason == null ? "" : ": " + reason));
                return null;
            } catch (UnknownModelException e) {
                audit.write(actor, verb, subject(series), null, "not-found", e.getMessage());
                return e;
            } catch (ChampionStaysException e) {
                audit.write(actor, verb, subject(series), null, "conflict", e.getMessage());
                return e;
            }
        });
        if (refused instanceof UnknownModelException unknown) {
            throw unknown;
        }
        if (refused instanceof ChampionStaysException stays) {
            throw stays;
        }
        return registry.list(RegistryFilter.of(series)).getFirst();
    }

    private static String subject(SeriesPath series) {
        return "champion of " + series;
    }
}
