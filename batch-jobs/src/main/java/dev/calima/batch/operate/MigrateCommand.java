package dev.calima.batch.operate;

import dev.calima.sql.setup.Migrations;
import dev.calima.sql.setup.RolePasswords;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "migrate",
        description =
                "Bring the schema of the database at CALIMA_DB_URL to this program's version, and its roles' passwords to"
                        + " what the environment says. Needed only where other processes do not know the owner's account; every"
                        + " process that does, migrates by itself.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        Settings settings = Settings.of(System.getenv());
        if (settings.database() == null || !settings.migrates()) {
            throw new SettingsException(
                    List.of("calima migrate works on a PostgreSQL of your own, as its owner: set CALIMA_DB_URL,"
                            + " CALIMA_DB_USER and CALIMA_DB_PASSWORD; the embedded one is migrated by every command"));
        }
        Platform.awaitAnswer(settings.database());
        int applied = Migrations.migrate(settings.database());
        RolePasswords.loadOrCreate(settings.home().resolve("roles.properties"), System.getenv())
                .apply(settings.database());
        System.out.println(
                applied == 0
                        ? "The schema is this program's already; the roles' passwords are as given."
                        : "Applied " + applied + " migrations; the roles' passwords are as given.");
        return ExitCode.OK.code();
    }
}
