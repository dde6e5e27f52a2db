package dev.calima.batch.operate.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys that open the operator API, each with a name and a role: the one of {@code operator.key}, and those of a file in which
 * each line says {@code NAME ROLE KEY}. Only hashes are kept in memory.
 */
public final class OperatorKeys {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,60}");
    private static final int MOST = 100;
    private static final String USUAL = "operator";

    private final List<Entry> entries;

    private record Entry(String name, OperatorRole role, OperatorKey key) {}

    private OperatorKeys(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads the usual key, which is made when it is missing, and the named ones.
     *
     * @param usual file of the usual key
     * @param named file of the named keys; need not be there
     * @throws IOException when a file cannot be read, or a line of it is not {@code NAME ROLE KEY}
     */
    public static OperatorKeys loadOrCreate(Path usual, Path named, Map<String, String> environment)
            throws IOException {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(USUAL, OperatorRole.OPERATOR, OperatorKey.loadOrCreate(usual, environment)));
        if (Files.exists(named)) {
            int number = 0;
            for (String line : Files.readAllLines(named)) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    entries.add(entry(line.strip(), named + ", line " + number));
                }
            }
        }
        if (entries.size() > MOST) {
            throw new IOException(named + " holds more than " + MOST + " keys");
        }
        return new OperatorKeys(entries);
    }

    /** Only the usual key. */
    public static OperatorKeys of(OperatorKey usual) {
        return new OperatorKeys(List.of(new Entry(USUAL, OperatorRole.OPERATOR, usual)));
    }

    private static Entry entry(String line, String where) throws IOException {
        String[] words = line.split("\\s+");
        if (words.length != 3
                || !NAME.matcher(words[0]).matches()
                || !(words[1].equals("operator") || words[1].equals("viewer"))) {
            throw new IOException(
                    where + " must be NAME ROLE KEY, with the role operator or viewer and a name of 1 to 60"
                            + " letters, digits and ._@-");
        }
        return new Entry(
                words[0],
                OperatorRole.valueOf(words[1].toUpperCase(Locale.ROOT)),
                OperatorKey.checked(words[2], where));
    }

    /** Whom a key belongs to; every key is looked at, so that the time says nothing. */
    Optional<Holder> find(String candidate) {
        Optional<Holder> found = Optional.empty();
        for (Entry entry : entries) {
            if (entry.key().matches(candidate)) {
                found = Optional.of(new Holder(entry.name(), entry.role()));
            }
        }
        return found;
    }

    /**
     * Whom a key belongs to.
     *
     * @param name its name
     * @param role what it may do
     */
    record Holder(String name, OperatorRole role) {

        /** Whether it is the key that several may share, so that each may say who it is. */
        boolean isShared() {
            return name.equals(USUAL);
        }
    }
}
