package dev.calima.batch.trial;

import dev.calima.batch.BatchConfiguration;
import dev.calima.batch.ProgramVersion;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.config.TrainingDefinition;
import dev.calima.batch.observation.HourlyReader;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunOutcome;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import dev.calima.forecasting.Series;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Doing a trial. It holds nothing that others need, so it wants no lease; what came of it is written in one transaction at its
 * end, and an attempt that broke off is made again from the start.
 */
@Component
class TrialRun implements RunnableJob {

    /** Name of the job, as it is asked for. */
    static final String NAME = "forecast-trial";

    static final String TRIAL = "trial";

    private final TrialReader trials;
    private final TrialWriter writer;
    private final TrialData data;
    private final TransactionTemplate transaction;

    TrialRun(
            @Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext trainer,
            @Qualifier(BatchConfiguration.TRAINER + "TransactionManager") PlatformTransactionManager transactions,
            HourlyReader observations,
            JobsConfig config) {
        this.trials = new TrialReader(trainer);
        this.writer = new TrialWriter(trainer);
        this.data = new TrialData(trials, observations, config);
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Does a training, backtest or forecast that somebody asked for, on the database or on an attached file.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of(RunParameter.required(
                TRIAL,
                ParameterType.KEY,
                "key of the trial, as its address tells it (POST /ops/v1/backtests makes one)"));
    }

    @Override
    public RunResult run(Run run) throws Exception {
        UUID id = UUID.fromString(run.get(TRIAL));
        Trial trial = trials.find(id).orElseThrow(() -> new IllegalStateException("there is no trial " + id));
        TrialWish wish = TrialJson.read(trial.request());
        TrainingDefinition definition = JobsConfigLoader.training(wish.profile(), trial.profile());
        try {
            List<TrialSeries> series = series(trial, wish);
            Map<String, byte[]> models = wish.training() == null ? Map.of() : trials.models(wish.training());
            TrialWork work = new TrialWork(wish, one -> definition.profile(one.dayTypes()), models);
            if (!work.work(series, run.control())) {
                return RunResult.of(RunOutcome.STOPPED);
            }
            String report = JsonMapper.shared().writeValueAsString(work.report());
            byte[] sha256 = hash(series);
            transaction.executeWithoutResult(
                    _ -> writer.finish(id, report, work.plot(), sha256, ProgramVersion.text(), work.fitted()));
            return RunResult.of(RunOutcome.COMPLETED).counting(Map.of("series", (long) series.size()));
        } catch (TrialRefusedException e) {
            transaction.executeWithoutResult(_ -> writer.fail(id, String.valueOf(e.getMessage())));
            throw e;
        }
    }

    /** A forecast with an earlier training that names no data of its own is made on the training's. */
    private List<TrialSeries> series(Trial trial, TrialWish wish) throws TrialRefusedException {
        if (wish.training() == null
                || trial.fileName() != null
                || !wish.series().isEmpty()) {
            return data.of(trial, wish);
        }
        Trial training = trials.find(TrialKind.TRAINING, wish.training())
                .orElseThrow(() -> new TrialRefusedException("there is no training " + wish.training() + " any more"));
        TrialWish learnt = TrialJson.read(training.request());
        return data.of(
                training,
                new TrialWish(
                        wish.kind(),
                        learnt.profile(),
                        Map.of(),
                        learnt.series(),
                        null,
                        learnt.zone(),
                        wish.from(),
                        wish.to(),
                        wish.at(),
                        wish.level()));
    }

    private static byte[] hash(List<TrialSeries> series) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (TrialSeries one : series) {
                Series hours = one.hours();
                digest.update(one.name().getBytes(StandardCharsets.UTF_8));
                digest.update(hours.start().toString().getBytes(StandardCharsets.UTF_8));
                ByteBuffer values = ByteBuffer.allocate(hours.size() * Double.BYTES);
                for (double value : hours.toArray()) {
                    values.putDouble(value);
                }
                digest.update(values.array());
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
