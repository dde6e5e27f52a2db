package dev.calima.sql.type;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that is not in the database, without which nobody can tell whether a key is right: a copy of the database alone
 * opens nothing. Thread-safe; prints nothing of itself.
 */
public final class Pepper {

    /** Environment variable that gives it. */
    public static final String VARIABLE = "CALIMA_KEY_PEPPER";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_CHARACTERS = 32;

    private final SecretKeySpec secret;

    private Pepper(SecretKeySpec secret) {
        this.secret = secret;
    }

    /** @throws IllegalArgumentException when the text is shorter than 32 characters; does not repeat it */
    public static Pepper of(String text) {
        if (text.length() < LEAST_CHARACTERS) {
            throw new IllegalArgumentException("must have at least " + LEAST_CHARACTERS
                    + " characters, such as 'openssl rand -hex 32' gives, but has " + text.length());
        }
        return new Pepper(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }

    /** HMAC-SHA-256 of the whole key; 32 bytes. */
    public byte[] hmac(ApiKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(key.text().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** Whether a key has this HMAC; takes the same time whatever is given. */
    public boolean matches(ApiKey key, byte[] hmac) {
        return MessageDigest.isEqual(hmac(key), hmac);
    }

    @Override
    public String toString() {
        return "pepper";
    }
}
