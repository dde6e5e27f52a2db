package dev.calima.batch.ingest.reconcile;

import dev.calima.batch.config.CheckDefinition;
import dev.calima.batch.config.NetworkDefinition;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ledger.Lease;
import dev.calima.batch.ledger.LeaseLostException;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a running check works with; lives as long as the process that runs it. Its steps run one after the other on one
 * thread.
 */
final class ReconcileSession {

    private final CheckDefinition check;
    private final NetworkDefinition network;
    private final CheckedParameters known;
    private final List<LandedFile> files;
    private final long loadId;
    private final long reconciliationId;
    private final Lease lease;
    private final Set<YearMonth> months = new TreeSet<>();

    ReconcileSession(
            CheckDefinition check,
            NetworkDefinition network,
            CheckedParameters known,
            List<LandedFile> files,
            long loadId,
            long reconciliationId,
            Lease lease) {
        this.check = check;
        this.network = network;
        this.known = known;
        this.files = List.copyOf(files);
        this.loadId = loadId;
        this.reconciliationId = reconciliationId;
        this.lease = lease;
    }

    CheckDefinition check() {
        return check;
    }

    NetworkDefinition network() {
        return network;
    }

    CheckedParameters known() {
        return known;
    }

    List<LandedFile> files() {
        return files;
    }

    long loadId() {
        return loadId;
    }

    long reconciliationId() {
        return reconciliationId;
    }

    /** The months that the files read so far tell of. */
    Set<YearMonth> months() {
        return months;
    }

    /** Refuses to go on when somebody else writes; in the transaction of what is written next. */
    void fence(ReconciliationWriter writer) {
        if (lease.isLost()) {
            throw new LeaseLostException("the connection that keeps the right to check " + check.name()
                    + " is gone; start the same command again");
        }
        writer.fence(loadId, lease.epoch());
    }
}
