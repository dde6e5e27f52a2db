package dev.calima.forecasting.model;

/** The day types of the first days of a forecast, as one number that is quick to compare. */
final class ComingDays {

    /** How many days are looked at. */
    static final int COUNT = 3;

    private static final int DAY = 24;
    private static final int TYPES = 3;
    private static final int NUMBERS = 27;

    private ComingDays() {}

    /** Day types from an origin on as one number, 0..26. */
    static byte types(LocalHours hours, int q) {
        int types = 0;
        for (int day = 0; day < COUNT; day++) {
            types = TYPES * types + hours.type(q + day * DAY + DAY / 2);
        }
        return (byte) types;
    }

    /** The share of the days whose type differs from that of others, by the others' number. */
    static double[] differing(int types) {
        double[] shares = new double[NUMBERS];
        for (int other = 0; other < NUMBERS; other++) {
            int left = types;
            int right = other;
            for (int day = 0; day < COUNT; day++) {
                shares[other] += left % TYPES == right % TYPES ? 0 : 1.0 / COUNT;
                left /= TYPES;
                right /= TYPES;
            }
        }
        return shares;
    }
}
