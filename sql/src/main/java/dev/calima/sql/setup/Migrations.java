package dev.calima.sql.setup;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/** Applies the schema's migrations. Only the batch application calls this; the read API never does. */
public final class Migrations {

    /** Schema that keeps the history of migrations, apart from everything they make. */
    static final String HISTORY_SCHEMA = "flyway";

    private static final String SHIPPED = "classpath:db/migration";

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

    /** As {@link #migrate(DatabaseAccess)}, with migrations from another Flyway location. */
    public static int migrate(DatabaseAccess admin, String location) {
        MigrateResult result = Flyway.configure()
                .dataSource(admin.url(), admin.user(), admin.password())
                .schemas(HISTORY_SCHEMA)
                .createSchemas(true)
                .locations(location)
                .validateMigrationNaming(true)
                .load()
                .migrate();
        return result.migrationsExecuted;
    }
}
