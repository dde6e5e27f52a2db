package dev.calima.batch.operate;

import static java.util.stream.Collectors.joining;

import dev.calima.batch.ingest.fetch.StorageSettings;
import dev.calima.batch.ingest.http.HttpHosts;
import dev.calima.batch.operate.web.PortalOrigins;
import dev.calima.batch.run.WorkerPools;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says.
 *
 * @param home folder of the embedded database, the landed files and the logs
 * @param config the folder {@code jobs-config}
 * @param database another PostgreSQL than the embedded one; null for the embedded one
 * @param migrates whether this process has the owner's account, and so brings the schema to its own version; false where a
 *     deployment does that
 * @param readApiJar the read API's executable jar
 * @param apiPort port of the read API; null for the first free one from 8080
 * @param operatorAddress where the operator API listens, loopback unless told otherwise
 * @param operatorPort port of the operator API; null for the first free one from 8100
 * @param portalOrigins whose pages may speak with the operator API, besides those of the portal that is started along
 * @param workers how many runs a serving process does at a time
 * @param schedules whether a serving process starts by itself what the schedules say
 * @param storage where received bytes are kept, and what of AWS may be used
 * @param terminal whether somebody watches
 */
record Settings(
        Path home,
        Path config,
        @Nullable DatabaseAccess database,
        boolean migrates,
        Path readApiJar,
        @Nullable Integer apiPort,
        String operatorAddress,
        @Nullable Integer operatorPort,
        PortalOrigins portalOrigins,
        WorkerPools workers,
        boolean schedules,
        StorageSettings storage,
        boolean terminal) {

    private static final String LOOPBACK = "127.0.0.1";

    /** Every role that the jobs log in with; the read API's is not among them. */
    private static final List<DatabaseRole> WORKING_ROLES =
            List.of(DatabaseRole.LOADER, DatabaseRole.TRAINER, DatabaseRole.SCHEDULER, DatabaseRole.OPERATOR);

    /**
     * Reads the environment.
     *
     * @throws SettingsException listing every problem
     */
    static Settings of(Map<String, String> environment) throws SettingsException {
        List<String> problems = new ArrayList<>();
        Settings settings = new Settings(
                home(environment),
                Path.of(environment.getOrDefault("CALIMA_CONFIG", "jobs-config")),
                database(environment, problems),
                hasOwner(environment),
                Path.of(environment.getOrDefault("CALIMA_READ_API_JAR", "read-api/target/read-api-exec.jar")),
                port(environment, "CALIMA_API_PORT", problems),
                address(environment, problems),
                port(environment, "CALIMA_OPERATOR_PORT", problems),
                origins(environment, problems),
                workers(environment, problems),
                schedules(environment, problems),
                StorageSettings.of(home(environment), environment, problems::add),
                "1".equals(environment.get("CALIMA_TTY")));
        checkHosts(environment, problems);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return settings;
    }

    private static PortalOrigins origins(Map<String, String> environment, List<String> problems) {
        try {
            return PortalOrigins.of(environment.getOrDefault(PortalOrigins.VARIABLE, ""));
        } catch (IllegalArgumentException e) {
            problems.add(PortalOrigins.VARIABLE + ": " + e.getMessage());
            return PortalOrigins.of("");
        }
    }

    private static WorkerPools workers(Map<String, String> environment, List<String> problems) {
        try {
            return WorkerPools.of(environment.getOrDefault("CALIMA_WORKERS", ""));
        } catch (IllegalArgumentException e) {
            problems.add("CALIMA_WORKERS: " + e.getMessage());
            return WorkerPools.USUAL;
        }
    }

    Path operatorKeyFile() {
        return home.resolve("operator.key");
    }

    private static void checkHosts(Map<String, String> environment, List<String> problems) {
        try {
            HttpHosts.of(List.of(), environment.getOrDefault("CALIMA_HTTP_HOSTS", ""));
        } catch (IllegalArgumentException e) {
            problems.add("CALIMA_HTTP_HOSTS: " + e.getMessage());
        }
    }

    Path logFolder() {
        return home.resolve("logs");
    }

    static Path home(Map<String, String> environment) {
        String given = environment.getOrDefault("CALIMA_HOME", "");
        if (!given.isEmpty()) {
            return Path.of(given).toAbsolutePath();
        }
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "share") : Path.of(xdg);
        return base.resolve("calima").toAbsolutePath();
    }

    private static @Nullable DatabaseAccess database(Map<String, String> environment, List<String> problems) {
        String url = environment.getOrDefault("CALIMA_DB_URL", "");
        String user = environment.getOrDefault("CALIMA_DB_USER", "");
        String password = environment.getOrDefault("CALIMA_DB_PASSWORD", "");
        if (url.isEmpty()) {
            if (!user.isEmpty() || !password.isEmpty()) {
                problems.add("CALIMA_DB_USER or CALIMA_DB_PASSWORD is set but CALIMA_DB_URL is not: set it,"
                        + " such as jdbc:postgresql://host:5432/calima, or none of them for the embedded database");
            }
            return null;
        }
        if (user.isEmpty() && !hasWorkingRoles(environment)) {
            problems.add("CALIMA_DB_URL is set but CALIMA_DB_USER is not: name an account that may create roles"
                    + " and schemas in that database; or, where ./calima migrate does that, give the passwords of the"
                    + " roles in "
                    + WORKING_ROLES.stream().map(DatabaseRole::passwordVariable).collect(joining(", ")));
            return null;
        }
        try {
            DatabaseRole loader = DatabaseRole.LOADER;
            return user.isEmpty()
                    ? new DatabaseAccess(url, loader.user(), environment.getOrDefault(loader.passwordVariable(), ""))
                    : new DatabaseAccess(url, user, password);
        } catch (IllegalArgumentException e) {
            problems.add("CALIMA_DB_URL: " + e.getMessage());
            return null;
        }
    }

    private static boolean hasOwner(Map<String, String> environment) {
        return environment.getOrDefault("CALIMA_DB_URL", "").isEmpty()
                || !environment.getOrDefault("CALIMA_DB_USER", "").isEmpty();
    }

    private static boolean hasWorkingRoles(Map<String, String> environment) {
        RolePasswords given = RolePasswords.given(environment);
        return WORKING_ROLES.stream().allMatch(given::knows);
    }

    private static String address(Map<String, String> environment, List<String> problems) {
        String text = environment.getOrDefault("CALIMA_OPERATOR_ADDRESS", "");
        if (text.isEmpty()) {
            return LOOPBACK;
        }
        if (!text.matches("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
            problems.add(
                    "CALIMA_OPERATOR_ADDRESS must be an address of this machine, such as 127.0.0.1 or 0.0.0.0, but is "
                            + text);
            return LOOPBACK;
        }
        return text;
    }

    private static boolean schedules(Map<String, String> environment, List<String> problems) {
        String text = environment.getOrDefault("CALIMA_SCHEDULER", "on");
        if (!text.equals("on") && !text.equals("off")) {
            problems.add("CALIMA_SCHEDULER must be on or off, but is " + text);
        }
        return text.equals("on");
    }

    private static @Nullable Integer port(Map<String, String> environment, String variable, List<String> problems) {
        String text = environment.getOrDefault(variable, "");
        if (text.isEmpty()) {
            return null;
        }
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65535) {
            return Integer.valueOf(text);
        }
        problems.add(variable + " must be a port number from 0 to 65535, but is " + text);
        return null;
    }
}
