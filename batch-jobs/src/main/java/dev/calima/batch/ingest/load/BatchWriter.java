package dev.calima.batch.ingest.load;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ledger.LeaseLostException;
import dev.calima.batch.observation.LineSum;
import dev.calima.batch.observation.WritersTurn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes batches, each with its counts and the ledger's position in one transaction. The rows of two may be on their way
 * at the same time; the rest of one, and its commit, wait until the one before is committed. Thread-safe.
 */
final class BatchWriter {

    private final LoadSession session;
    private final LedgerWriter ledger;
    private final TransactionTemplate transaction;
    private final DataSource dataSource;
    private final DSLContext dsl;

    BatchWriter(LoadSession session, LedgerWriter ledger, DataSource dataSource, DSLContext dsl) {
        this.session = session;
        this.ledger = ledger;
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.dataSource = dataSource;
        this.dsl = dsl;
    }

    /**
     * What was committed.
     *
     * @param lines lines of files that are behind since
     * @param sums the lines with data among them, by what became of them
     */
    record Committed(long lines, List<LineSum> sums) {}

    /** Writes a batch after another; with that one this one fails as well. */
    Committed write(LoadBatch batch, @Nullable Future<?> before) {
        transaction.executeWithoutResult(status -> {
            Connection connection = DataSourceUtils.getConnection(dataSource); // the transaction's own
            try {
                WritersTurn.part(connection);
                batch.writes().writeOwn(connection);
                if (before != null) {
                    await(before);
                }
                batch.writes().writeRest(connection);
                account(connection, batch);
            } catch (SQLException | RuntimeException e) {
                throw e instanceof LeaseLostException || e instanceof FailedBeforeException
                        ? (RuntimeException) e
                        : new IllegalStateException(failure(batch, e), e);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
        });
        return new Committed(
                batch.lines(),
                batch.parts().stream().map(part -> part.counts().lines()).toList());
    }

    private void account(Connection connection, LoadBatch batch) throws SQLException {
        long loadId = session.loadId();
        List<FilePart> parts = batch.parts();
        ledger.count(connection, loadId, parts);
        List<CoverageBuffer.Hours> coverage =
                parts.stream().flatMap(part -> part.coverage().stream()).toList();
        CoverageWriter.cover(connection, session.feed().name(), coverage);
        List<Notice.Place> refused =
                parts.stream().flatMap(part -> part.refused().stream()).toList();
        CoverageWriter.refuse(connection, refused);
        for (FilePart part : parts) {
            RejectedReadingWriter.write(dsl, loadId, part.rawFileId(), part.rejected());
        }
        ledger.advance(
                batch.begins(),
                batch.ends(),
                bytesBefore(batch.ends()),
                session.lease().epoch());
    }

    /** Bytes of the files up to the one at a position, which counts as read when anything of it is. */
    private long bytesBefore(LedgerWriter.Position position) {
        return session.files().stream()
                .limit(position.fileNo() + (position.lineNo() > 0 ? 1L : 0L))
                .mapToLong(LandedFile::sizeBytes)
                .sum();
    }

    private String failure(LoadBatch batch, Exception e) {
        List<FilePart> parts = batch.parts();
        String first = session.files().get(parts.getFirst().fileNo()).name();
        String last = session.files().get(parts.getLast().fileNo()).name();
        return "loading " + (first.equals(last) ? first : first + " to " + last) + " of feed "
                + session.feed().name() + " failed after line " + batch.begins().lineNo()
                + (first.equals(last) ? "" : " of " + first) + ": " + e.getMessage();
    }

    private static void await(Future<?> before) {
        try {
            before.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedBeforeException(e);
        } catch (ExecutionException e) {
            throw new FailedBeforeException(e);
        }
    }

    /** The batch before has failed, and says why. */
    private static final class FailedBeforeException extends RuntimeException {

        private static final long serialVersionUID = 1;

        FailedBeforeException(Exception cause) {
            super("the part of the load before this one was not committed", cause);
        }
    }
}
