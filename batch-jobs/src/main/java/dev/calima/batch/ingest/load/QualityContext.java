package dev.calima.batch.ingest.load;

import dev.calima.batch.StopSignal;
import dev.calima.batch.observation.ContextReview;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * The last step of a load: judges what this load, or one that was cut off, left to be judged with what lies beside it, some at each
 * call. Then the load is done.
 */
public final class QualityContext implements Tasklet {

    private final long loadId;
    private final long epoch;
    private final LedgerWriter ledger;
    private final DataSource dataSource;
    private final StopSignal stop;
    private final ContextReview review = new ContextReview();

    /** @param epoch of the lease that writes */
    public QualityContext(long loadId, long epoch, LedgerWriter ledger, DataSource dataSource, StopSignal stop) {
        this.loadId = loadId;
        this.epoch = epoch;
        this.ledger = ledger;
        this.dataSource = dataSource;
        this.stop = stop;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        if (stop.isGiven()) {
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        Connection connection = DataSourceUtils.getConnection(dataSource); // the transaction's own
        try {
            if (review.next(connection)) {
                ledger.beat(loadId, epoch);
                return RepeatStatus.CONTINUABLE;
            }
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
        ledger.endLoad(loadId, epoch);
        return RepeatStatus.FINISHED;
    }
}
