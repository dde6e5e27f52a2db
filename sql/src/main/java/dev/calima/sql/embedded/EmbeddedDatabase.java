package dev.calima.sql.embedded;

import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.RolePasswords;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of this process' own, or that of another Calima process on the same folder.
 *
 * <p>Its data survive: {@code fsync} and {@code synchronous_commit} are on. The server hangs on a pipe from this
 * process and stops when the process ends, however it ends; what a dead process left is dealt with at the next start. A server
 * that ends by itself is started again on the same port.
 * It listens on the loopback address only and asks for passwords. One process owns the folder; a second one that starts
 * on it is given the running server instead, and does not stop it.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** Name of the database that the applications use. */
    public static final String DATABASE = "calima";

    private static final String ADMIN = "calima_admin";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration COLLECT_LIMIT = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 20;

    /**
     * Runs the server below a pipe: when the pipe closes, it asks the server to shut down and waits for it. Once a line came down
     * the pipe, which says that the server was ready, a server that ends by itself (killed, out of memory or disk) is started again.
     */
    private static final String WATCH = """
            exec 3<&0
            ended= ready= p=
            trap 'ended=1; [ -z "$p" ] || kill -INT $p 2>/dev/null' INT TERM
            trap 'ready=1' USR1
            ( read -r line <&3 && kill -USR1 $$; cat <&3 >/dev/null; kill -TERM $$ ) 2>/dev/null &
            w=$!
            while [ -z "$ended" ]; do
              "$@" <&- 3<&- &
              p=$!
              [ -z "$ended" ] || kill -INT $p 2>/dev/null
              while kill -0 $p 2>/dev/null; do wait $p; s=$?; done
              [ -n "$ready" ] || break
              [ -n "$ended" ] || sleep 0.2
            done
            kill $w 2>/dev/null
            exit $s
            """;

    private final DatabaseAccess access;
    private final @Nullable Process process;
    private final @Nullable FileChannel lock;

    private EmbeddedDatabase(DatabaseAccess access, @Nullable Process process, @Nullable FileChannel lock) {
        this.access = access;
        this.process = process;
        this.lock = lock;
    }

    /**
     * Starts the server of a folder, or finds the one that runs there.
     *
     * @param home folder of the data; made when it is missing, readable by its owner only
     * @throws IOException when the server does not come up; the message ends with the last lines of its log
     */
    public static EmbeddedDatabase start(Path home) throws IOException {
        return start(home, cacheFolder(), List.of());
    }

    /** A server whose data need not outlive it: no {@code fsync}. For builds and tests. */
    public static EmbeddedDatabase startThrowaway(Path home) throws IOException {
        return start(
                home,
                cacheFolder(),
                List.of("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"));
    }

    /** The account that owns the server, in the database {@value #DATABASE}. */
    public DatabaseAccess access() {
        return access;
    }

    /** Whether this process runs the server, and not another one on the same folder. */
    public boolean isOwner() {
        return process != null;
    }

    /** Stops the server when this process runs it, and waits until it is gone. */
    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            stop(process);
        }
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot release the lock of the embedded database", e);
            }
        }
    }

    private static EmbeddedDatabase start(Path givenHome, Path cache, List<String> settings) throws IOException {
        Path home = givenHome.toAbsolutePath();
        Files.createDirectories(home);
        FileChannel lock = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!tryLock(lock)) {
            lock.close();
            return attach(home);
        }
        try {
            return launch(home, cache, settings, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very process holds it
        }
    }

    /** Another process owns the folder: use its server, once it answers. */
    private static EmbeddedDatabase attach(Path home) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            @Nullable PostmasterFile running = PostmasterFile.read(dataFolder(home));
            if (running != null && running.isReady() && Files.exists(passwordFile(home))) {
                return new EmbeddedDatabase(access(running.port(), Files.readString(passwordFile(home))), null, null);
            }
            pause();
        }
        throw new IOException("another Calima process owns " + home
                + ", but its database did not answer within " + START_LIMIT.toSeconds()
                + " s: stop that process (see the file " + home.resolve("lock") + ") and try again");
    }

    private static EmbeddedDatabase launch(Path home, Path cache, List<String> settings, FileChannel lock)
            throws IOException {
        Path binaries = PostgresBinaries.unpacked(cache);
        ServerAccount account = ServerAccount.find();
        Path data = dataFolder(home);
        stopOrphan(data);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(binaries, home, account);
        }
        String password = Files.readString(passwordFile(home));
        int port = freePort();
        Path log = home.resolve("postgres.log");
        Process process = new ProcessBuilder(command(binaries, data, port, account, settings))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitReady(process, data, log);
        process.getOutputStream().write('\n');
        process.getOutputStream().flush(); // from now on it is started again when it ends by itself
        DatabaseAccess access = access(port, password);
        createDatabase(access);
        return new EmbeddedDatabase(access, process, lock);
    }

    private static List<String> command(
            Path binaries, Path data, int port, ServerAccount account, List<String> settings) {
        List<String> command = new ArrayList<>();
        if (isLinux()) {
            command.add("setsid"); // a Ctrl-C on the terminal is for us, and we stop the server in order
        }
        command.addAll(List.of("sh", "-c", WATCH, "watch"));
        command.addAll(account.prefix());
        command.addAll(List.of(binaries.resolve("bin/postgres").toString(), "-D", data.toString()));
        command.addAll(List.of("-p", Integer.toString(port)));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "max_connections=80",
                "shared_buffers=512MB",
                "effective_cache_size=2GB",
                "maintenance_work_mem=128MB",
                "work_mem=16MB",
                "temp_buffers=64MB",
                "max_wal_size=2GB",
                "timezone=UTC",
                "log_timezone=UTC",
                "lc_messages=C")) {
            command.addAll(List.of("-c", setting));
        }
        command.addAll(settings); // the last one given counts
        return command;
    }

    private static void initialise(Path binaries, Path home, ServerAccount account) throws IOException {
        Path data = dataFolder(home);
        PostgresBinaries.deleteTree(data); // what an interrupted initdb left
        Path password = passwordFile(home);
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, RolePasswords.random());
        Path unfinished = home.resolve("data.new");
        PostgresBinaries.deleteTree(unfinished);
        account.own(home);
        List<String> command = new ArrayList<>(account.prefix());
        command.addAll(List.of(
                binaries.resolve("bin/initdb").toString(),
                "--pgdata=" + unfinished,
                "--username=" + ADMIN,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        Path log = home.resolve("initdb.log");
        Process initdb = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        waitFor(initdb);
        if (initdb.exitValue() != 0) {
            throw new IOException("initdb failed on " + home + ": " + tail(log));
        }
        Files.move(unfinished, data);
    }

    /** A server that outlived its process, because the watchdog was killed as well, is asked to stop. */
    private static void stopOrphan(Path data) throws IOException {
        @Nullable PostmasterFile left = PostmasterFile.read(data);
        if (left == null) {
            return;
        }
        @Nullable ProcessHandle orphan = left.liveProcess(data);
        if (orphan != null) {
            waitFor(new ProcessBuilder("kill", "-INT", Long.toString(orphan.pid())).start());
        }
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        while (left.liveProcess(data) != null) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the database left by a dead process (pid " + left.pid()
                        + ") did not stop within " + STOP_LIMIT.toSeconds() + " s: end that process, then start again");
            }
            pause();
        }
        long collected = System.nanoTime() + COLLECT_LIMIT.toNanos();
        while (left.isUncollected() && System.nanoTime() < collected) {
            pause();
        }
        if (ProcessHandle.of(left.pid()).isPresent()) {
            // It is nobody's server: a dead process that is not collected, or another program with the same number.
            // PostgreSQL looks at the number only, would take it for a running server, and refuse to start.
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        }
    }

    private static void awaitReady(Process process, Path data, Path log) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IOException("PostgreSQL did not start: " + tail(log));
            }
            @Nullable PostmasterFile file = PostmasterFile.read(data);
            if (file != null && file.isReady() && file.liveProcess(data) != null) {
                return;
            }
            pause();
        }
        stop(process);
        throw new IOException("PostgreSQL was not ready within " + START_LIMIT.toSeconds() + " s: " + tail(log));
    }

    private static void createDatabase(DatabaseAccess access) throws IOException {
        DatabaseAccess maintenance =
                new DatabaseAccess(access.url().replace("/" + DATABASE, "/postgres"), access.user(), access.password());
        try (Connection connection = maintenance.connect();
                Statement statement = connection.createStatement();
                var found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                try (Statement create = connection.createStatement()) {
                    create.execute("CREATE DATABASE " + DATABASE);
                }
            }
        } catch (SQLException e) {
            throw new IOException("cannot make the database " + DATABASE + ": " + e.getMessage(), e);
        }
    }

    private static void stop(Process process) {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.flush();
        } catch (IOException e) {
            process.destroy(); // the pipe is broken already: the watchdog's trap does the same
        }
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DatabaseAccess access(int port, String password) {
        return new DatabaseAccess("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, ADMIN, password.strip());
    }

    private static Path dataFolder(Path home) {
        return home.resolve("data");
    }

    private static Path passwordFile(Path home) {
        return home.resolve("admin.password");
    }

    private static Path cacheFolder() {
        String given = System.getenv("CALIMA_CACHE");
        if (given != null && !given.isEmpty()) {
            return Path.of(given);
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg != null && !xdg.isEmpty() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("calima");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for PostgreSQL", e);
        }
    }

    static void waitFor(Process process) throws IOException {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + process.info(), e);
        }
    }

    private static String tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "it left no log";
        }
        List<String> lines = Files.readAllLines(log);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }
}
