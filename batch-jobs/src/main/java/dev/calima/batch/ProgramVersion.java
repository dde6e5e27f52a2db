package dev.calima.batch;

import dev.calima.forecasting.store.ModelCodec;
import org.jspecify.annotations.Nullable;

/** Which program learns: stands beside everything that it has learnt. */
public final class ProgramVersion {

    private ProgramVersion() {}

    /** For people, such as {@code calima 1.2.0, model format 5}; (unpacked) when it runs from its classes. */
    public static String text() {
        @Nullable String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return "calima " + (version == null ? "(unpacked)" : version) + ", model format " + ModelCodec.VERSION;
    }
}
