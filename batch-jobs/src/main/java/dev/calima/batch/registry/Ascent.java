package dev.calima.batch.registry;

import java.util.Locale;

/** How a model becomes the champion of its series. */
public enum Ascent {
    /** There was none, or none that could be tested against. */
    FIRST,
    /** The same settings as the champion's, on newer data. */
    REFIT,
    /** It beat the champion and the seasonal naive. */
    TEST,
    /** A person wanted it. */
    PROMOTED,
    /** A person wanted it back; nothing takes its place by itself then. */
    ROLLED_BACK;

    /** As it stands in the database and in answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Ascent of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
