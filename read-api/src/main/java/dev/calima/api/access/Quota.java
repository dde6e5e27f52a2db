package dev.calima.api.access;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many requests a caller may make in a window of time.
 *
 * @param name of the policy: the role that it is for
 * @param requests 1 to 1,000,000,000
 * @param windowSeconds 1 to 86,400; windows begin at multiples of it since 1970, UTC
 */
public record Quota(String name, int requests, int windowSeconds) {

    private static final int MOST_REQUESTS = 1_000_000_000;
    private static final Pattern ENTRY = Pattern.compile("([a-z]+)=([0-9]{1,10})");

    private static final Map<CallerRole, Integer> USUAL = Map.of(
            CallerRole.ANONYMOUS, 300,
            CallerRole.READER, 3_000,
            CallerRole.PARTNER, 30_000,
            CallerRole.OPERATOR, 30_000,
            CallerRole.ADMIN, 30_000);

    /**
     * The quotas of all roles.
     *
     * @param text such as {@code anonymous=300,reader=3000}; a role that is not named keeps its usual one
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Map<CallerRole, Quota> perRole(String text, int windowSeconds) {
        Map<CallerRole, Integer> requests = new EnumMap<>(USUAL);
        for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
            Matcher matcher = ENTRY.matcher(entry.strip());
            if (!matcher.matches() || !isRole(matcher.group(1)) || !isPossible(matcher.group(2))) {
                throw new IllegalArgumentException(
                        "must be ROLE=REQUESTS with commas between, such as anonymous=300,reader=3000,"
                                + " with the roles " + roles() + " and 1 to " + MOST_REQUESTS + " requests, but has "
                                + entry);
            }
            requests.put(CallerRole.of(matcher.group(1)), Integer.valueOf(matcher.group(2)));
        }
        Map<CallerRole, Quota> quotas = new EnumMap<>(CallerRole.class);
        requests.forEach((role, most) -> quotas.put(role, new Quota(role.code(), most, windowSeconds)));
        return quotas;
    }

    private static boolean isRole(String name) {
        return Arrays.stream(CallerRole.values()).anyMatch(role -> role.code().equals(name));
    }

    private static boolean isPossible(String requests) {
        long number = Long.parseLong(requests);
        return number >= 1 && number <= MOST_REQUESTS;
    }

    private static String roles() {
        return Arrays.stream(CallerRole.values()).map(CallerRole::code).collect(Collectors.joining(", "));
    }

    /** In words, such as {@code 300 requests in 60 s}. */
    String words() {
        return String.format(Locale.ROOT, "%,d requests in %d s", requests, windowSeconds);
    }
}
