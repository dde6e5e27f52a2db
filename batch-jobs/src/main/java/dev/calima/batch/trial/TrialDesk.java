package dev.calima.batch.trial;

import dev.calima.batch.attached.SeriesFile;
import dev.calima.batch.attached.SeriesFileException;
import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.profile.TrainingProfiles;
import dev.calima.batch.profile.UnknownProfileException;
import dev.calima.batch.run.Actor;
import dev.calima.batch.run.AlreadyAliveException;
import dev.calima.batch.run.AuditWriter;
import dev.calima.batch.run.BadParametersException;
import dev.calima.batch.run.KeyTakenException;
import dev.calima.batch.run.RunRequest;
import dev.calima.batch.run.RunRequests;
import dev.calima.batch.run.Submitted;
import dev.calima.batch.run.UnknownJobException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes trials: checks all that can be checked at once, keeps the attached file, and queues the run that does it, in one
 * transaction.
 */
public final class TrialDesk {

    private static final int MOST_SERIES = 500;

    private final TrainingProfiles profiles;
    private final TrialReader trials;
    private final TrialWriter writer;
    private final RunRequests requests;
    private final AuditWriter audit;
    private final TransactionTemplate transaction;

    public TrialDesk(
            TrainingProfiles profiles, DSLContext dsl, RunRequests requests, PlatformTransactionManager transactions) {
        this.profiles = profiles;
        this.trials = new TrialReader(dsl);
        this.writer = new TrialWriter(dsl);
        this.requests = requests;
        this.audit = new AuditWriter(dsl);
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A file of series that comes with the request.
     *
     * @param name its name; {@code .json} at its end means JSON, anything else CSV
     * @param content its bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are read once, by one
    public record Attached(String name, byte[] content) {}

    /**
     * Queues a trial. The same idempotency key gives the trial that was made with it.
     *
     * @param key what the sender calls the request; null for none
     * @throws TrialRefusedException saying everything that is wrong; nothing is queued then
     */
    public Trial submit(Actor actor, TrialWish wish, @Nullable Attached file, @Nullable String key)
            throws TrialRefusedException {
        String profile = check(wish, file);
        UUID id = key == null
                ? UUID.randomUUID()
                : UUID.nameUUIDFromBytes((wish.kind() + " " + key).getBytes(StandardCharsets.UTF_8));
        String request = TrialJson.write(wish);
        @Nullable Trial known = key == null ? null : trials.find(id).orElse(null);
        if (known != null) {
            if (!TrialJson.same(known.request(), request)) {
                throw new TrialRefusedException(
                        "the Idempotency-Key was given to another request: use a new one for a new request");
            }
            return known;
        }
        transaction.executeWithoutResult(_ -> queue(actor, id, wish, request, profile, file));
        return trials.find(id).orElseThrow();
    }

    private void queue(Actor actor, UUID id, TrialWish wish, String request, String profile, @Nullable Attached file) {
        byte @Nullable [] sha256 = file == null ? null : sha256(file.content());
        if (file != null && sha256 != null) {
            writer.keep(sha256, file.name(), file.content());
        }
        writer.ask(id, wish.kind(), request, profile, sha256, file == null ? null : file.name(), actor.name());
        Submitted run = submit(RunRequest.of(TrialRun.NAME, Map.of(TrialRun.TRIAL, id.toString()), actor.name())
                .called("trial " + id));
        writer.ofRun(id, run.runId());
        audit.write(
                actor,
                wish.kind().code(),
                wish.kind().code() + " " + id,
                run.runId(),
                "done",
                "profile " + wish.profile());
    }

    private Submitted submit(RunRequest request) {
        try {
            return requests.submit(request);
        } catch (UnknownJobException | BadParametersException | AlreadyAliveException | KeyTakenException e) {
            throw new IllegalStateException("the run of a new trial is like no other", e);
        }
    }

    /** What is wrong with a wish is said at once; the profile as it would be used comes back, as YAML. */
    private String check(TrialWish wish, @Nullable Attached file) throws TrialRefusedException {
        List<String> problems = new ArrayList<>();
        int sources = (file == null ? 0 : 1) + (wish.series().isEmpty() ? 0 : 1);
        if (sources > 1) {
            problems.add("give a file or series of the database, not both");
        } else if (sources == 0 && wish.training() == null) {
            problems.add("say on what: series of the database ('series') or a file, CSV or JSON ('file')");
        }
        if (wish.training() != null && wish.kind() != TrialKind.FORECAST) {
            problems.add("only a forecast can be made with an earlier training");
        }
        if (wish.from() != null && wish.to() != null && !wish.from().isBefore(wish.to())) {
            problems.add("from must be before to");
        }
        if (!(wish.level() >= 0.5 && wish.level() <= 0.99)) {
            problems.add("level must lie in 0.50..0.99, but is " + wish.level());
        }
        if (wish.zone() != null) {
            try {
                ZoneId.of(wish.zone());
            } catch (DateTimeException e) {
                problems.add("zone must be one such as Europe/Madrid, but is '" + wish.zone() + "'");
            }
        }
        if (wish.training() != null
                && trials.find(TrialKind.TRAINING, wish.training()).isEmpty()) {
            problems.add("there is no training " + wish.training());
        }
        checkSeries(wish, problems);
        if (file != null) {
            try {
                SeriesFile.read(file.name(), new ByteArrayInputStream(file.content()));
            } catch (SeriesFileException e) {
                e.problems().forEach(problem -> problems.add(file.name() + ": " + problem));
            }
        }
        String profile = profile(wish, problems);
        if (!problems.isEmpty()) {
            throw new TrialRefusedException(problems);
        }
        return profile;
    }

    private void checkSeries(TrialWish wish, List<String> problems) {
        int found = 0;
        for (SeriesName name : wish.series()) {
            int here = trials.series(name).size();
            if (here == 0) {
                problems.add("there is no hourly series with observations for " + name
                        + " (network/station/parameter, as /v1/stations and /v1/parameters list them)");
            }
            found += here;
        }
        if (found > MOST_SERIES) {
            problems.add(found + " series are meant, " + MOST_SERIES + " at most: name stations or parameters");
        }
    }

    private String profile(TrialWish wish, List<String> problems) {
        try {
            Map<String, Object> content = new LinkedHashMap<>(
                    profiles.get(wish.profile()).definition().content());
            lay(wish.settings(), content);
            return JobsConfigLoader.training(wish.profile(), content).yaml();
        } catch (UnknownProfileException e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (ConfigException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return "";
    }

    /** Lays settings over a profile, mapping by mapping. */
    private static void lay(Map<String, Object> settings, Map<String, Object> content) {
        settings.forEach((key, value) -> {
            if (value instanceof Map<?, ?> above && content.get(key) instanceof Map<?, ?> below) {
                Map<String, Object> both = new LinkedHashMap<>();
                below.forEach((name, one) -> both.put(String.valueOf(name), one));
                Map<String, Object> changed = new LinkedHashMap<>();
                above.forEach((name, one) -> changed.put(String.valueOf(name), one));
                lay(changed, both);
                content.put(key, both);
            } else {
                content.put(key, value);
            }
        });
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
