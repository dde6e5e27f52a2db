package dev.calima.bench.kill;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of JDBC that may fail and lets one of them fail, as a database or a network would. Thread-safe: a job may
 * use several connections at once.
 */
final class FailingCalls {

    /** In which way a call fails. */
    enum Way {
        /** It does nothing, and the connection lives on. */
        NOT_DONE,
        /** It is done, but the connection is gone before that is known. */
        DONE_AND_GONE
    }

    private static final Set<String> COUNTED = Set.of(
            "getConnection",
            "prepareStatement",
            "createStatement",
            "setAutoCommit",
            "setTransactionIsolation",
            "commit",
            "rollback",
            "unwrap",
            "execute",
            "executeQuery",
            "executeUpdate",
            "executeBatch",
            "executeLargeUpdate");
    private static final String CONNECTION_FAILURE = "08006";

    private final AtomicLong calls = new AtomicLong();
    private volatile long failing = -1;
    private volatile Way way = Way.NOT_DONE;
    private volatile String failed = "";

    /** Begins to count anew, and lets the {@code n}th call fail, from 1. */
    void arm(long n, Way how) {
        failed = "";
        way = how;
        calls.set(0);
        failing = n;
    }

    /** Everything works again; the name of the call that failed, empty when there were not as many calls. */
    String disarm() {
        failing = -1;
        return failed;
    }

    /** The data source, with calls that may fail. */
    DataSource around(DataSource real) {
        return (DataSource) Proxy.newProxyInstance(
                FailingCalls.class.getClassLoader(), new Class<?>[] {DataSource.class}, new Calls(real, null));
    }

    private final class Calls implements InvocationHandler {

        private final Object real;
        private final @Nullable Connection connection;

        Calls(Object real, @Nullable Connection connection) {
            this.real = real;
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            boolean fails = COUNTED.contains(method.getName()) && calls.incrementAndGet() == failing;
            if (fails) {
                failed = real.getClass().getSimpleName() + "." + method.getName();
                if (way == Way.NOT_DONE) {
                    throw new SQLException("planned: " + failed + " fails", CONNECTION_FAILURE);
                }
            }
            Object result;
            try {
                result = method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
            if (fails) {
                if (result instanceof Connection opened) {
                    opened.abort(Runnable::run);
                    opened.close(); // nobody else has it
                } else if (connection != null) {
                    connection.abort(Runnable::run);
                }
                throw new SQLException(
                        "planned: " + failed + " was done, and the connection is gone", CONNECTION_FAILURE);
            }
            return method.getName().equals("unwrap") ? result : wrapped(result, proxy);
        }

        private @Nullable Object wrapped(@Nullable Object result, Object proxy) {
            return switch (result) {
                case null -> null;
                case Connection made
                when !(proxy instanceof Statement) ->
                    proxy(made, made, proxy instanceof DataSource ? Connection.class : made.getClass());
                case CallableStatement made -> proxy(made, connection, CallableStatement.class);
                case PreparedStatement made -> proxy(made, connection, PreparedStatement.class);
                case Statement made -> proxy(made, connection, Statement.class);
                default -> result;
            };
        }

        private Object proxy(Object made, @Nullable Connection of, Class<?> type) {
            if (!type.isInterface()) {
                return made; // the driver's own, unwrapped
            }
            return Proxy.newProxyInstance(
                    FailingCalls.class.getClassLoader(), new Class<?>[] {type}, new Calls(made, of));
        }
    }
}
