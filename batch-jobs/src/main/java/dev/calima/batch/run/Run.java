package dev.calima.batch.run;

import dev.calima.batch.Control;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run in the hands of its job: what it was told, how far it is, and whether to stop. Thread-safe. */
public final class Run {

    private final RunRow row;
    private final Control control;
    private final @Nullable Object payload;
    private final boolean own;

    Run(RunRow row, Control control, @Nullable Object payload, boolean own) {
        this.row = row;
        this.control = control;
        this.payload = payload;
        this.own = own;
    }

    /** Its key. */
    public long id() {
        return row.runId();
    }

    /** Who wanted it. */
    public String requestedBy() {
        return row.requestedBy();
    }

    /** 1, or more when it was taken up again. */
    public int attempt() {
        return row.attempt();
    }

    /** Everything that is known of it as it was taken. */
    public RunRow row() {
        return row;
    }

    /** How far it is, and whether to stop. */
    public Control control() {
        return control;
    }

    /** The load that an earlier attempt has begun; null when none did. */
    public @Nullable Long loadId() {
        return row.loadId();
    }

    /** What a command in this process hands over; null in every other. */
    public @Nullable Object payload() {
        return payload;
    }

    /** Whether the very command does it that asks for it, and that sees what it names on its machine. */
    public boolean isOwn() {
        return own;
    }

    /** A parameter; null when it was not given. */
    public @Nullable String find(String name) {
        return row.parameters().get(name);
    }

    /** A parameter that is always there. */
    public String get(String name) {
        @Nullable String value = find(name);
        if (value == null) {
            throw new IllegalStateException("run " + id() + " of " + row.job() + " has no parameter " + name);
        }
        return value;
    }

    /** Whether a flag is given and true. */
    public boolean isSet(String name) {
        return Boolean.parseBoolean(find(name));
    }

    /** A moment; null when it was not given. */
    public @Nullable Instant instant(String name) {
        @Nullable String value = find(name);
        return value == null ? null : Instant.parse(value);
    }

    /** A day; null when it was not given. */
    public @Nullable LocalDate day(String name) {
        @Nullable String value = find(name);
        return value == null ? null : LocalDate.parse(value);
    }

    /** A number; null when it was not given. */
    public @Nullable Double number(String name) {
        @Nullable String value = find(name);
        return value == null ? null : Double.valueOf(value);
    }

    /** A whole number; null when it was not given. */
    public @Nullable Long whole(String name) {
        @Nullable String value = find(name);
        return value == null ? null : Long.valueOf(value);
    }

    /** Several texts; none when it was not given. */
    public List<String> texts(String name) {
        @Nullable String value = find(name);
        return value == null ? List.of() : value.lines().toList();
    }

    /** All parameters, by name. */
    public Map<String, String> parameters() {
        return row.parameters();
    }
}
