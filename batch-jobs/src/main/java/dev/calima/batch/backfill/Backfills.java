package dev.calima.batch.backfill;

import dev.calima.batch.backfill.plan.BackfillPlan;
import dev.calima.batch.backfill.plan.BackfillWish;
import dev.calima.batch.backfill.plan.PlanRefusedException;
import dev.calima.batch.backfill.plan.Planner;
import dev.calima.batch.ingest.UnknownFeedException;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes backfills. */
@Component
public class Backfills {

    private final Planner planner;
    private final BackfillWriter writer;
    private final BackfillSteps steps;
    private final TransactionTemplate transaction;

    Backfills(Planner planner, BackfillWriter writer, BackfillSteps steps, TransactionTemplate transaction) {
        this.planner = planner;
        this.writer = writer;
        this.steps = steps;
        this.transaction = transaction;
    }

    /**
     * A backfill that was asked for.
     *
     * @param isNew whether this request made it; otherwise one with the same idempotency key did
     */
    public record Started(long id, boolean isNew) {}

    /**
     * Plans a backfill and keeps it.
     *
     * @param key what the sender calls the request; null for none
     * @param begin whether it is begun at once; otherwise it waits to be resumed
     * @throws WrongStateException when the key was given to another request
     */
    public Started start(
            BackfillWish wish, Planner.LocalFiles local, @Nullable String key, boolean begin, BackfillVerbs.Via via)
            throws UnknownFeedException, PlanRefusedException, NothingFoundException, IOException, WrongStateException {
        String request = sha256(wish, begin);
        Optional<BackfillWriter.Made> known = key == null ? Optional.empty() : writer.known(key);
        if (known.isPresent()) {
            return started(known.get(), request);
        }
        BackfillPlan plan = planner.plan(wish, local);
        BackfillWriter.Made made = Objects.requireNonNull(transaction.execute(status -> {
            BackfillWriter.Made one = writer.make(plan, key, request, begin);
            writer.audit(
                    wish.requestedBy(),
                    via.word(),
                    begin ? "backfill-start" : "backfill-plan",
                    one.row().id(),
                    "done",
                    plan.selected().size() + " of " + plan.partitions().size() + " partitions of " + wish.feed());
            return one;
        }));
        Started started = started(made, request);
        steps.one(started.id());
        return started;
    }

    private static Started started(BackfillWriter.Made made, String request) throws WrongStateException {
        if (!made.requestSha256().equals(request)) {
            throw new WrongStateException(
                    null,
                    "the Idempotency-Key was given to another request, backfill "
                            + made.row().id() + ": use a new one for a new request");
        }
        return new Started(made.row().id(), made.isNew());
    }

    private static String sha256(BackfillWish wish, boolean begin) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest((wish + "|" + begin).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
