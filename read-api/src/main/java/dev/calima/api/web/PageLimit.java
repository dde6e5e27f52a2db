package dev.calima.api.web;

import org.jspecify.annotations.Nullable;

/** How many rows a page may have: {@code limit}, 1 to 1000, 100 unless told. */
public final class PageLimit {

    private static final int BY_DEFAULT = 100;
    private static final int MAX = 1000;

    private PageLimit() {}

    /** @throws RequestProblem (400) when the text is no such number */
    public static int read(@Nullable String limit) {
        if (limit == null) {
            return BY_DEFAULT;
        }
        if (limit.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= MAX) {
                return number;
            }
        }
        throw RequestProblem.invalid("limit", "must be a whole number from 1 to " + MAX);
    }
}
