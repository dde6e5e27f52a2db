package dev.calima.api.web;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Refuses to write NaN and the infinities, which JSON does not have: rather no answer than a wrong one. */
final class FiniteNumbers extends SimpleModule {

    private static final long serialVersionUID = 1;

    FiniteNumbers() {
        super("finite-numbers");
        addSerializer(Double.class, new Doubles(Double.class));
        addSerializer(double.class, new Doubles(double.class));
        addSerializer(Float.class, new Floats(Float.class));
        addSerializer(float.class, new Floats(float.class));
    }

    private static final class Doubles extends StdSerializer<Double> {

        private Doubles(Class<Double> type) {
            super(type);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializationContext context) {
            if (!Double.isFinite(value)) {
                throw DatabindException.from(json, "not a finite number: " + value);
            }
            json.writeNumber(value);
        }
    }

    private static final class Floats extends StdSerializer<Float> {

        private Floats(Class<Float> type) {
            super(type);
        }

        @Override
        public void serialize(Float value, JsonGenerator json, SerializationContext context) {
            if (!Float.isFinite(value)) {
                throw DatabindException.from(json, "not a finite number: " + value);
            }
            json.writeNumber(value);
        }
    }
}
