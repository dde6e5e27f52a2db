package dev.calima.batch.aggregate.compute;

/**
 * How much must be there for a mean to be valid, each in percent of what is expected (table {@code capture_rule}).
 *
 * @param hour of the steps of an hour, for steps shorter than that
 * @param window8 of the hours of a running 8-hour mean
 * @param window24 of the hours of a running 24-hour mean
 * @param day of the steps of a local day
 * @param max8 of the running 8-hour means that end in a local day
 */
public record CaptureRules(int hour, int window8, int window24, int day, int max8) {

    /** Whether {@code there} of {@code expected} is enough; nothing expected is never enough. */
    public static boolean enough(int there, int expected, int percent) {
        return expected > 0 && there * 100L >= (long) expected * percent;
    }
}
