package dev.calima.sql.type;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of the read API, {@code id.secret}: 16 letters and digits that are no secret, and 256 random bits in 43 letters, digits,
 * dashes and underscores. It prints as its id alone.
 *
 * @param id names the key, in the database and in the log
 * @param secret opens; kept by nobody but its holder
 */
public record ApiKey(String id, String secret) {

    private static final Pattern FORM = Pattern.compile("([a-z2-7]{16})\\.([A-Za-z0-9_-]{43})");
    private static final String ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int ID_LENGTH = 16;
    private static final int SECRET_BYTES = 32;

    /** A new key. */
    public static ApiKey random() {
        SecureRandom random = new SecureRandom();
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new ApiKey(id.toString(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Reads a key; empty when the text has not the form of one. */
    public static Optional<ApiKey> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new ApiKey(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** The whole key, to be shown once. */
    public String text() {
        return id + "." + secret;
    }

    @Override
    public String toString() {
        return id;
    }
}
