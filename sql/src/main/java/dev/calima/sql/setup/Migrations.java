package dev.calima.sql.setup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;

/** Applies the schema's migrations. Only the batch application calls this; the read API never does. */
public final class Migrations {

    /** Schema that keeps the history of migrations, apart from everything they make. */
    static final String HISTORY_SCHEMA = "flyway";

    /** Every migration is missing, or nearly. */
    public static final int ALL = Integer.MAX_VALUE;

    private static final String SHIPPED = "classpath:db/migration";

    private static final String HISTORY_READABLE = """
            SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = 'flyway_schema_history'
              AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
            """;

    private Migrations() {}

    /**
     * Brings the database to the newest schema; does nothing when it is there already.
     *
     * @param admin an account that may create roles and schemas in the database
     * @return how many migrations were applied
     */
    public static int migrate(DatabaseAccess admin) {
        return migrate(admin, SHIPPED);
    }

    /**
     * How many of this program's migrations the database does not have yet. A database that is newer has them all.
     *
     * @param reader an account that may read the history once the schema is there, such as the loader's
     * @return {@link #ALL} when there is no history that it may read
     */
    public static int missing(DatabaseAccess reader) throws SQLException {
        if (canReadHistory(reader)) {
            return configuration(reader, SHIPPED).load().info().pending().length;
        }
        return ALL;
    }

    /** Nobody but the owner can before the migrations that say so. */
    private static boolean canReadHistory(DatabaseAccess reader) throws SQLException {
        try (Connection connection = reader.connect();
                PreparedStatement query = connection.prepareStatement(HISTORY_READABLE)) {
            query.setString(1, HISTORY_SCHEMA);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    /** As {@link #migrate(DatabaseAccess)}, with migrations from another Flyway location. */
    public static int migrate(DatabaseAccess admin, String location) {
        MigrateResult result =
                configuration(admin, location).createSchemas(true).load().migrate();
        return result.migrationsExecuted;
    }

    private static FluentConfiguration configuration(DatabaseAccess access, String location) {
        return Flyway.configure()
                .dataSource(access.url(), access.user(), access.password())
                .schemas(HISTORY_SCHEMA)
                .locations(location)
                .validateMigrationNaming(true);
    }
}
