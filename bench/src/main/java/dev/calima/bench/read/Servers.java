package dev.calima.bench.read;

import dev.calima.bench.Workbench;
import dev.calima.bench.read.peer.ConstantPeer;
import dev.calima.bench.read.peer.JpaPeer;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Starts the read API and what it is measured beside, all on one database and as the account that only reads. */
final class Servers {

    private static final Pattern PORT = Pattern.compile("(?m)^port=(\\d+)$");
    private static final Pattern API_PORT = Pattern.compile("Serving at http://127\\.0\\.0\\.1:(\\d+)");
    private static final List<String> NODE_FILES = List.of("package.json", "package-lock.json", "server.js");

    private final Path repository;
    private final Workbench bench;

    Servers(Path repository, Workbench bench) {
        this.repository = repository;
        this.bench = bench;
    }

    /**
     * The read API, from its jar and with the options with which {@code ./calima up} starts it.
     *
     * @param record where it writes a flight recording when it ends; empty for none
     */
    MeasuredProcess readApi(String record) throws IOException, InterruptedException {
        Path jar = repository.resolve("read-api").resolve("target").resolve("read-api-exec.jar");
        if (!Files.exists(jar)) {
            throw new IllegalArgumentException(jar + " is missing: run ./calima build");
        }
        List<String> command = new ArrayList<>(List.of(java()));
        if (!record.isEmpty()) {
            command.add("-XX:StartFlightRecording=filename=" + record + ",settings=profile,dumponexit=true");
        }
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-jar", jar.toString()));
        return MeasuredProcess.start(command, apiSettings(), API_PORT, bench.folder("read-api.txt"));
    }

    /** As it is started always, but that one caller may ask as often as it likes. */
    private Map<String, String> apiSettings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "CALIMA_DB_URL", bench.admin().url(),
                "CALIMA_KEY_PEPPER", "no key is looked up in this bench",
                "CALIMA_API_QUOTAS", "anonymous=1000000000",
                "CALIMA_API_PORT", "0",
                "CALIMA_API_MANAGEMENT_PORT", "0",
                "CALIMA_EXIT_WITH_PARENT", "true"));
        for (DatabaseRole role : DatabaseRole.values()) {
            settings.put(role.passwordVariable(), bench.access(role).password());
        }
        return settings;
    }

    MeasuredProcess constant() throws IOException, InterruptedException {
        return peer(ConstantPeer.class);
    }

    MeasuredProcess jpa() throws IOException, InterruptedException {
        return peer(JpaPeer.class);
    }

    /** Node's; empty where there is no node or npm. */
    Optional<MeasuredProcess> node() throws IOException, InterruptedException {
        if (!answers("node", "--version") || !answers("npm", "--version")) {
            System.out.println("node and npm are not on the PATH: Node is not measured");
            return Optional.empty();
        }
        Path folder = Files.createDirectories(
                repository.resolve("bench").resolve("target").resolve("node"));
        for (String file : NODE_FILES) {
            Files.writeString(
                    folder.resolve(file),
                    Files.readString(repository.resolve("bench").resolve("node").resolve(file)));
        }
        install(folder);
        DatabaseAccess reader = bench.access(DatabaseRole.READER);
        URI server = URI.create(reader.url().substring("jdbc:".length()));
        return Optional.of(MeasuredProcess.start(
                List.of("node", folder.resolve("server.js").toString()),
                Map.of(
                        "NODE_ENV", "production",
                        "PGHOST", server.getHost(),
                        "PGPORT", Integer.toString(server.getPort()),
                        "PGDATABASE", server.getPath().substring(1),
                        "PGUSER", reader.user(),
                        "PGPASSWORD", reader.password()),
                PORT,
                bench.folder("node.txt")));
    }

    private static void install(Path folder) throws IOException, InterruptedException {
        if (Files.isDirectory(folder.resolve("node_modules"))) {
            return;
        }
        System.out.println("Fetching fastify and pg for Node ...");
        Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("npm.txt").toFile())
                .start();
        if (npm.waitFor() != 0) {
            Workbench.delete(folder.resolve("node_modules"));
            throw new IOException("npm ci failed in " + folder + ": " + Files.readString(folder.resolve("npm.txt")));
        }
    }

    private MeasuredProcess peer(Class<?> main) throws IOException, InterruptedException {
        DatabaseAccess reader = bench.access(DatabaseRole.READER);
        return MeasuredProcess.start(
                List.of(
                        java(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()),
                Map.of("PGURL", reader.url(), "PGUSER", reader.user(), "PGPASSWORD", reader.password()),
                PORT,
                bench.folder(main.getSimpleName() + ".txt"));
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    private static boolean answers(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }
}
