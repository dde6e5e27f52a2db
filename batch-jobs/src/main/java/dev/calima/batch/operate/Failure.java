package dev.calima.batch.operate;

import dev.calima.batch.access.UnknownKeyException;
import dev.calima.batch.aggregate.AggregateFailedException;
import dev.calima.batch.backfill.UnknownBackfillException;
import dev.calima.batch.backfill.WrongStateException;
import dev.calima.batch.backfill.plan.PlanRefusedException;
import dev.calima.batch.config.ConfigException;
import dev.calima.batch.export.ExportFailedException;
import dev.calima.batch.ingest.LoadFailedException;
import dev.calima.batch.ingest.NoSourceException;
import dev.calima.batch.ingest.UnknownFeedException;
import dev.calima.batch.ingest.UnknownRejectsException;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.ingest.reconcile.ReconcileFailedException;
import dev.calima.batch.ingest.reconcile.UnknownCheckException;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.predict.IssueFailedException;
import dev.calima.batch.profile.ProfileChangedException;
import dev.calima.batch.profile.UnknownProfileException;
import dev.calima.batch.purge.PurgeFailedException;
import dev.calima.batch.registry.ChampionStaysException;
import dev.calima.batch.registry.UnknownModelException;
import dev.calima.batch.run.AlreadyAliveException;
import dev.calima.batch.run.BadParametersException;
import dev.calima.batch.run.QueueFullException;
import dev.calima.batch.run.RunStateException;
import dev.calima.batch.run.StoppedWaitingException;
import dev.calima.batch.run.UnknownJobException;
import dev.calima.batch.run.UnknownRunException;
import dev.calima.batch.schedule.UnknownScheduleException;
import dev.calima.batch.train.TrainingFailedException;
import dev.calima.batch.trial.TrialRefusedException;
import dev.calima.batch.verify.ScoreFailedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong into one clear message and an exit code; the stack goes to the log. */
final class Failure {

    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    private Failure() {}

    /** Java's own exceptions about files often say the path and not what about it. */
    private static @Nullable String said(Exception exception) {
        return switch (exception) {
            case AccessDeniedException e -> "no right to use " + e.getFile();
            case NoSuchFileException e -> e.getFile() + " does not exist";
            case FileAlreadyExistsException e -> e.getFile() + " is there already, and is no folder";
            default -> exception.getMessage();
        };
    }

    static int explain(Exception exception) {
        ExitCode code = switch (exception) {
            case UnknownFeedException e -> ExitCode.USAGE;
            case UnknownCheckException e -> ExitCode.USAGE;
            case NothingFoundException e -> ExitCode.USAGE;
            case UnknownRejectsException e -> ExitCode.USAGE;
            case NoSourceException e -> ExitCode.USAGE;
            case PlanRefusedException e -> ExitCode.USAGE;
            case UnknownBackfillException e -> ExitCode.USAGE;
            case WrongStateException e -> ExitCode.USAGE;
            case UnknownScheduleException e -> ExitCode.USAGE;
            case UnknownProfileException e -> ExitCode.USAGE;
            case ProfileChangedException e -> ExitCode.USAGE;
            case UnknownModelException e -> ExitCode.USAGE;
            case ChampionStaysException e -> ExitCode.USAGE;
            case TrialRefusedException e -> ExitCode.USAGE;
            case SettingsException e -> ExitCode.USAGE;
            case UnknownKeyException e -> ExitCode.USAGE;
            case ConfigException e -> ExitCode.USAGE;
            case UnknownJobException e -> ExitCode.USAGE;
            case BadParametersException e -> ExitCode.USAGE;
            case UnknownRunException e -> ExitCode.USAGE;
            case RunStateException e ->
                e.state().isAlive() || e.livingRunId() != null ? ExitCode.ALREADY_RUNNING : ExitCode.USAGE;
            case HeldElsewhereException e -> ExitCode.ALREADY_RUNNING;
            case AlreadyAliveException e -> ExitCode.ALREADY_RUNNING;
            case QueueFullException e -> ExitCode.ALREADY_RUNNING;
            case StoppedWaitingException e -> ExitCode.STOPPED;
            default -> ExitCode.FAILED;
        };
        System.err.println("calima: " + said(exception));
        if (code == ExitCode.FAILED) {
            LOG.error("failed", exception);
            if (!isExplained(exception)) {
                System.err.println(
                        "calima: " + advice(exception) + " Details: " + System.getProperty("calima.log", "the log"));
            }
        }
        return code.code();
    }

    /** Whether the message itself says what to do. */
    private static boolean isExplained(Exception exception) {
        return exception instanceof LoadFailedException
                || exception instanceof AggregateFailedException
                || exception instanceof ReconcileFailedException
                || exception instanceof ExportFailedException
                || exception instanceof PurgeFailedException
                || exception instanceof TrainingFailedException
                || exception instanceof IssueFailedException
                || exception instanceof ScoreFailedException
                || exception instanceof IOException;
    }

    private static String advice(Exception exception) {
        return exception instanceof SQLException
                ? "The database refused or did not answer; check CALIMA_DB_URL, CALIMA_DB_USER and CALIMA_DB_PASSWORD."
                : "This is a defect of Calima's.";
    }
}
