package dev.calima.api;

import dev.calima.api.access.AccessSettings;
import dev.calima.api.access.AddressRange;
import dev.calima.api.access.CallerRole;
import dev.calima.api.access.Quota;
import dev.calima.sql.type.Pepper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the environment says about this process.
 *
 * @param databaseUrl JDBC URL ({@code CALIMA_DB_URL}); no default
 * @param databaseUser account that can only read ({@code CALIMA_DB_READER_USER}, default {@code calima_reader})
 * @param databasePassword its password ({@code CALIMA_DB_READER_PASSWORD}); no default, never printed
 * @param address where to listen ({@code CALIMA_API_ADDRESS}, default loopback)
 * @param port 0 to 65535, 0 takes a free one ({@code CALIMA_API_PORT}, default 8080)
 * @param managementAddress where health is told ({@code CALIMA_API_MANAGEMENT_ADDRESS}, default loopback)
 * @param managementPort as {@code port}, for health ({@code CALIMA_API_MANAGEMENT_PORT}, default 8081)
 * @param operatorUrl where the job dashboard finds the operator API ({@code CALIMA_OPERATOR_URL}, such as
 *     {@code http://127.0.0.1:8100}); empty, the default, for the address at which the dashboard itself was found
 * @param exitWithParent whether to stop when standard input ends ({@code CALIMA_EXIT_WITH_PARENT}, default false)
 * @param access keys and quotas
 */
record ApiSettings(
        String databaseUrl,
        String databaseUser,
        String databasePassword,
        String address,
        int port,
        String managementAddress,
        int managementPort,
        String operatorUrl,
        boolean exitWithParent,
        AccessSettings access) {

    static final String LOOPBACK = "127.0.0.1";

    private static final int MAX_PORT = 65535;
    /** More threads than this for each core only queue in the wrong place and stretch the slowest answers. */
    private static final int THREADS_PER_CORE = 2;

    private static final int MIN_THREADS = 4;

    /** @throws InvalidSettingsException naming every setting that is missing or wrong */
    static ApiSettings from(Map<String, String> environment) {
        Reader reader = new Reader(environment);
        ApiSettings settings = new ApiSettings(
                reader.databaseUrl(),
                reader.text("CALIMA_DB_READER_USER", "calima_reader"),
                reader.required("CALIMA_DB_READER_PASSWORD", "the password of the database account that reads"),
                reader.text("CALIMA_API_ADDRESS", LOOPBACK),
                reader.port("CALIMA_API_PORT", 8080),
                reader.text("CALIMA_API_MANAGEMENT_ADDRESS", LOOPBACK),
                reader.port("CALIMA_API_MANAGEMENT_PORT", 8081),
                reader.origin("CALIMA_OPERATOR_URL"),
                reader.flag("CALIMA_EXIT_WITH_PARENT"),
                reader.access());
        if (settings.port != 0 && settings.port == settings.managementPort) {
            reader.problems.add("CALIMA_API_PORT and CALIMA_API_MANAGEMENT_PORT are both " + settings.port
                    + ": give health a port of its own");
        }
        if (!reader.problems.isEmpty()) {
            throw new InvalidSettingsException(reader.problems);
        }
        return settings;
    }

    /** As many requests at a time as there are database connections: a request never waits inside for another. */
    Map<String, Object> springProperties() {
        int threads =
                Math.max(MIN_THREADS, THREADS_PER_CORE * Runtime.getRuntime().availableProcessors());
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.datasource.url", databaseUrl);
        properties.put("spring.datasource.username", databaseUser);
        properties.put("spring.datasource.password", databasePassword);
        properties.put("spring.datasource.hikari.maximum-pool-size", threads);
        properties.put("server.tomcat.threads.max", threads);
        properties.put("server.tomcat.threads.min-spare", threads);
        properties.put("server.address", address);
        properties.put("server.port", port);
        properties.put("calima.operator-url", operatorUrl);
        properties.put("management.server.address", managementAddress);
        properties.put("management.server.port", managementPort);
        return properties;
    }

    @Override
    public String toString() {
        return databaseUser + "@" + databaseUrl + ", " + address + ":" + port;
    }

    /** Reads single settings and gathers what is wrong with them. */
    private static final class Reader {

        /** In the place of one that is missing; nothing starts with it. */
        private static final Pepper NO_PEPPER = Pepper.of("-".repeat(32));

        private final Map<String, String> environment;
        private final List<String> problems = new ArrayList<>();

        private Reader(Map<String, String> environment) {
            this.environment = environment;
        }

        private String databaseUrl() {
            String url = required("CALIMA_DB_URL", "such as jdbc:postgresql://localhost:5432/calima");
            if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
                problems.add("CALIMA_DB_URL must start with jdbc:postgresql:, but is " + url);
            }
            return url;
        }

        private AccessSettings access() {
            String gatePassword =
                    required("CALIMA_DB_GATE_PASSWORD", "the password of the database account that looks keys up");
            String pepper =
                    required(Pepper.VARIABLE, "the secret under which keys are kept, from 'openssl rand -hex 32'");
            return new AccessSettings(
                    text("CALIMA_DB_GATE_URL", text("CALIMA_DB_URL", "")),
                    text("CALIMA_DB_GATE_USER", "calima_gate"),
                    gatePassword,
                    pepper.isEmpty() ? NO_PEPPER : read(Pepper.VARIABLE, () -> Pepper.of(pepper), NO_PEPPER),
                    quotas(),
                    read("CALIMA_API_PROXIES", this::proxies, List.of()));
        }

        private Map<CallerRole, Quota> quotas() {
            int window = number("CALIMA_API_QUOTA_WINDOW_SECONDS", 60, 1, 86_400);
            return read("CALIMA_API_QUOTAS", () -> Quota.perRole(text("CALIMA_API_QUOTAS", ""), window), Map.of());
        }

        private List<AddressRange> proxies() {
            String given = text("CALIMA_API_PROXIES", "");
            return given.isEmpty()
                    ? List.of()
                    : Arrays.stream(given.split(",", -1))
                            .map(AddressRange::parse)
                            .toList();
        }

        private <T> T read(String name, Supplier<T> value, T otherwise) {
            try {
                return value.get();
            } catch (IllegalArgumentException e) {
                problems.add(name + " " + e.getMessage());
                return otherwise;
            }
        }

        private String required(String name, String meaning) {
            String value = text(name, "");
            if (value.isEmpty()) {
                problems.add(name + " is not set (" + meaning + ")");
            }
            return value;
        }

        private String text(String name, String byDefault) {
            String value = environment.getOrDefault(name, "").strip();
            return value.isEmpty() ? byDefault : value;
        }

        private int port(String name, int byDefault) {
            return number(name, byDefault, 0, MAX_PORT);
        }

        private int number(String name, int byDefault, int least, int most) {
            String value = text(name, Integer.toString(byDefault));
            if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
                return Integer.parseInt(value);
            }
            problems.add(name + " must be a number from " + least + " to " + most + ", but is " + value);
            return byDefault;
        }

        /** It is written into a header, so nothing else than an origin will do. */
        private String origin(String name) {
            String value = text(name, "");
            if (!value.isEmpty() && !value.matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")) {
                problems.add(name + " must be such as http://127.0.0.1:8100, without a path, but is " + value);
            }
            return value;
        }

        private boolean flag(String name) {
            String value = text(name, "false");
            if (!value.equals("true") && !value.equals("false")) {
                problems.add(name + " must be true or false, but is " + value);
            }
            return value.equals("true");
        }
    }
}
