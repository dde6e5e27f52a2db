package dev.calima.api.access;

import static dev.calima.sql.schema.Tables.API_KEY;
import static dev.calima.sql.schema.Tables.API_KEY_DAY;

import com.zaxxer.hikari.HikariDataSource;
import dev.calima.sql.schema.Routines;
import dev.calima.sql.schema.routines.TakeQuota;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** What the door asks the database, on connections of its own as {@code calima_gate}. */
@Component
class GateQueries implements AutoCloseable {

    private static final int CONNECTIONS = 2;
    private static final int CONNECTION_TIMEOUT_MILLIS = 2_000;
    private static final String SOCKET_TIMEOUT_SECONDS = "5";

    private static final Field<Boolean> EXPIRED = DSL.coalesce(
                    DSL.field("expires_at <= clock_timestamp()", Boolean.class), false)
            .as("expired");
    private static final Field<Boolean> REVOKED =
            DSL.field(API_KEY.REVOKED_AT.isNotNull()).as("revoked");

    private final HikariDataSource pool = new HikariDataSource();
    private final DSLContext db;

    GateQueries(AccessSettings settings) {
        pool.setPoolName("gate");
        pool.setJdbcUrl(settings.databaseUrl());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        pool.setInitializationFailTimeout(-1); // starts while the database is away
        pool.addDataSourceProperty("ApplicationName", "calima-read-api-gate");
        pool.addDataSourceProperty("connectTimeout", SOCKET_TIMEOUT_SECONDS);
        pool.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        db = DSL.using(pool, SQLDialect.POSTGRES);
    }

    /** The key with an id; empty when there is none. */
    Optional<StoredKey> find(String id) {
        return ask(dsl -> dsl.select(
                        API_KEY.KEY_ID,
                        API_KEY.NAME,
                        API_KEY.ROLE,
                        API_KEY.GROUPS,
                        API_KEY.SECRET_HMAC,
                        API_KEY.EXPIRES_AT,
                        EXPIRED,
                        REVOKED)
                .from(API_KEY)
                .where(API_KEY.KEY_ID.eq(id))
                .fetchOptional(GateQueries::key));
    }

    private static StoredKey key(Record row) {
        return new StoredKey(
                row.get(API_KEY.KEY_ID),
                row.get(API_KEY.NAME),
                CallerRole.of(row.get(API_KEY.ROLE)),
                Arrays.asList(row.get(API_KEY.GROUPS)),
                row.get(API_KEY.SECRET_HMAC),
                row.get(API_KEY.EXPIRES_AT),
                row.get(EXPIRED),
                row.get(REVOKED));
    }

    /**
     * What was taken on account.
     *
     * @param granted requests for this node; 0 when nothing is left
     * @param taken requests taken in this window by all nodes, these among them
     * @param windowStart start of the window that is open
     * @param secondsLeft until its end, when the database answered
     */
    record Taken(int granted, int taken, Instant windowStart, double secondsLeft) {}

    /** Takes up to {@code most} requests of the open window on account. */
    Taken take(String subject, Quota quota, int most) {
        return ask(dsl -> {
            TakeQuota taken =
                    Routines.takeQuota(dsl.configuration(), subject, quota.requests(), quota.windowSeconds(), most);
            return new Taken(taken.getGranted(), taken.getTaken(), taken.getWindowStart(), taken.getSecondsLeft());
        });
    }

    /** Gives back what was taken and not used. */
    void giveBack(String subject, Instant windowStart, int unused) {
        tell(dsl -> Routines.giveBackQuota(dsl.configuration(), subject, windowStart, unused));
    }

    /** Deletes windows that are over. */
    void forget(int windowSeconds) {
        tell(dsl -> Routines.forgetQuota(dsl.configuration(), windowSeconds));
    }

    /** Adds to today's count of a key. */
    void count(String keyId, long more) {
        tell(dsl -> Routines.countRequests(dsl.configuration(), keyId, more));
    }

    /** Requests of the last {@code days} days with some, the newest first. */
    List<UsageResponse.Day> days(String keyId, int days) {
        return ask(dsl -> dsl.select(API_KEY_DAY.DAY, API_KEY_DAY.REQUESTS)
                .from(API_KEY_DAY)
                .where(API_KEY_DAY.KEY_ID.eq(keyId))
                .orderBy(API_KEY_DAY.DAY.desc())
                .limit(days)
                .fetch(row -> new UsageResponse.Day(row.get(API_KEY_DAY.DAY), row.get(API_KEY_DAY.REQUESTS))));
    }

    private void tell(Consumer<DSLContext> statement) {
        try {
            statement.accept(db);
        } catch (DataAccessException e) {
            throw new GateClosedException(e);
        }
    }

    private <T> T ask(Function<DSLContext, T> question) {
        try {
            return question.apply(db);
        } catch (DataAccessException e) {
            throw new GateClosedException(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
