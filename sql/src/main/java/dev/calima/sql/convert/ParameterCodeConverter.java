package dev.calima.sql.convert;

import dev.calima.sql.type.ParameterCode;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** {@code text} to {@link ParameterCode}. */
public final class ParameterCodeConverter extends AbstractConverter<String, ParameterCode> {

    private static final long serialVersionUID = 1;

    public ParameterCodeConverter() {
        super(String.class, ParameterCode.class);
    }

    @Override
    public @Nullable ParameterCode from(@Nullable String databaseValue) {
        return databaseValue == null ? null : new ParameterCode(databaseValue);
    }

    @Override
    public @Nullable String to(@Nullable ParameterCode code) {
        return code == null ? null : code.value();
    }
}
