package dev.calima.batch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who may do a thing alone, and what becomes of one who is silent. */
class LeaseTest {

    private static final String OTHER = "0badcafe";

    private final TestDatabase database = TestDatabase.create();
    private final DatabaseAccess loader = database.access(DatabaseRole.LOADER);

    @Test
    void aLivingHolderKeepsItAndANextOneHasAHigherEpoch() throws Exception {
        long first;
        try (Lease lease = Lease.take(loader, "load/x")) {
            first = lease.epoch();
            assertThatThrownBy(() -> Lease.take(loader, "load/x"))
                    .isInstanceOf(HeldElsewhereException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(lease.isLost()).isFalse();
        }
        try (Lease lease = Lease.take(loader, "load/x")) {
            assertThat(lease.epoch()).isGreaterThan(first);
        }
    }

    @Test
    void whatASilentHolderLeftOpenIsEnded() throws Exception {
        try (Connection heart = loader.connect();
                Connection chunk = loader.connect(Duration.ofSeconds(10), "calima-batch " + OTHER);
                Connection owner = database.admin().connect();
                Statement heartbeat = heart.createStatement();
                Statement open = chunk.createStatement();
                Statement alive = owner.createStatement()) {
            heartbeat.execute("INSERT INTO calima.lease (name, epoch, holder, backend_pid, backend_start, heartbeat_at)"
                    + " SELECT 'load/x', 7, 'process 1 on another (" + OTHER + ")', pid, backend_start,"
                    + " clock_timestamp() - interval '21 seconds' FROM pg_stat_activity WHERE pid = pg_backend_pid()");
            chunk.setAutoCommit(false);
            open.execute(
                    "SELECT pg_advisory_xact_lock(1)"); // as a process would that was put to sleep in its transaction
            try (Lease lease = Lease.take(loader, "load/x")) {
                assertThat(lease.epoch()).isEqualTo(8);
                assertThatThrownBy(() -> open.execute("SELECT 1")).isInstanceOf(SQLException.class);
                assertThat(alive.execute("SELECT 1")).as("nobody else's").isTrue();
            }
        }
    }
}
