package dev.calima.sql.convert;

import dev.calima.sql.type.StationCode;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** {@code text} to {@link StationCode}. */
public final class StationCodeConverter extends AbstractConverter<String, StationCode> {

    private static final long serialVersionUID = 1;

    public StationCodeConverter() {
        super(String.class, StationCode.class);
    }

    @Override
    public @Nullable StationCode from(@Nullable String databaseValue) {
        return databaseValue == null ? null : new StationCode(databaseValue);
    }

    @Override
    public @Nullable String to(@Nullable StationCode code) {
        return code == null ? null : code.value();
    }
}
