package dev.calima.batch.aggregate.compute;

import java.util.List;

/**
 * A version of an air-quality index: of an hour's pollutants the worst decides.
 *
 * @param id its key
 * @param code name and version, such as {@code eaqi:2024}
 * @param bounds one for each pollutant, in the order of their keys
 */
public record AirQualityIndex(int id, String code, List<Bound> bounds) {

    public AirQualityIndex {
        bounds = List.copyOf(bounds);
    }

    /** The bands of a pollutant. */
    public static final class Bound {

        private final int parameterId;
        private final int averagingHours;
        private final float[] upper;

        /**
         * @param averagingHours hours whose mean counts, 1 or 24
         * @param upper greatest value of each band but the last, rising, in the parameter's unit
         */
        public Bound(int parameterId, int averagingHours, float[] upper) {
            this.parameterId = parameterId;
            this.averagingHours = averagingHours;
            this.upper = upper.clone();
        }

        public int parameterId() {
            return parameterId;
        }

        public int averagingHours() {
            return averagingHours;
        }

        /** The band of a value, from 1; 0 for NaN. A value equal to an upper bound is still in its band. */
        public int band(float value) {
            if (Float.isNaN(value)) {
                return 0;
            }
            int band = 1;
            while (band <= upper.length && value > upper[band - 1]) {
                band++;
            }
            return band;
        }
    }
}
