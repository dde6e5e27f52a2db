package dev.calima.sql.setup;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The passwords of the login roles: from the environment where it gives them, otherwise made once at random and kept in
 * a file that only its owner can read.
 */
public final class RolePasswords {

    private static final int RANDOM_BYTES = 24;
    /** SQLSTATE class of a refused login. */
    private static final String INVALID_AUTHORIZATION = "28";

    private final Map<DatabaseRole, String> passwords;

    private RolePasswords(Map<DatabaseRole, String> passwords) {
        this.passwords = passwords;
    }

    /**
     * Reads the file, adds what is missing and takes what the environment gives instead.
     *
     * @param file a properties file, made when it is missing
     * @param environment usually {@link System#getenv()}
     */
    public static RolePasswords loadOrCreate(Path file, Map<String, String> environment) {
        Properties kept = read(file);
        Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
        boolean changed = false;
        for (DatabaseRole role : DatabaseRole.values()) {
            @Nullable String given = environment.get(role.passwordVariable());
            if (given != null && !given.isEmpty()) {
                passwords.put(role, given);
                continue;
            }
            @Nullable String known = kept.getProperty(role.user());
            if (known == null) {
                known = random();
                kept.setProperty(role.user(), known);
                changed = true;
            }
            passwords.put(role, known);
        }
        if (changed) {
            write(file, kept);
        }
        return new RolePasswords(passwords);
    }

    /**
     * Only what the environment gives: for a process that may not change passwords, and has nowhere to keep them.
     *
     * @param environment usually {@link System#getenv()}
     */
    public static RolePasswords given(Map<String, String> environment) {
        Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
        for (DatabaseRole role : DatabaseRole.values()) {
            String given = environment.getOrDefault(role.passwordVariable(), "");
            if (!given.isEmpty()) {
                passwords.put(role, given);
            }
        }
        return new RolePasswords(passwords);
    }

    /** Whether the role's password is known here. */
    public boolean knows(DatabaseRole role) {
        return passwords.containsKey(role);
    }

    /** A random password: 48 hexadecimal digits. */
    public static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** How to reach {@code database} as {@code role}. */
    public DatabaseAccess access(DatabaseAccess database, DatabaseRole role) {
        String password = passwords.get(role);
        if (password == null) {
            throw new IllegalStateException("no password for " + role.user() + ": set " + role.passwordVariable());
        }
        return database.as(role.user(), password);
    }

    /** Makes the database take these passwords; a role that can log in already is left alone. */
    public void apply(DatabaseAccess admin) throws SQLException {
        for (DatabaseRole role : DatabaseRole.values()) {
            if (!canLogIn(access(admin, role))) {
                try (Connection connection = admin.connect();
                        Statement statement = connection.createStatement()) {
                    String quoted = statement.enquoteLiteral(access(admin, role).password());
                    statement.execute("ALTER ROLE " + role.user() + " LOGIN PASSWORD " + quoted);
                }
            }
        }
    }

    private static boolean canLogIn(DatabaseAccess access) throws SQLException {
        try (Connection connection = access.connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state != null && state.startsWith(INVALID_AUTHORIZATION)) {
                return false;
            }
            throw e;
        }
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the role passwords in " + file, e);
            }
        }
        return properties;
    }

    private static void write(Path file, Properties properties) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(
                    folder,
                    "roles",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer writer = Files.newBufferedWriter(temporary)) {
                properties.store(writer, "Passwords of Calima's database roles; made at random, keep secret");
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the role passwords in " + file, e);
        }
    }
}
