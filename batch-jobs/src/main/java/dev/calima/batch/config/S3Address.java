package dev.calima.batch.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in S3, {@code s3://bucket/key}.
 *
 * @param bucket name of the bucket
 * @param key an object's key, or what the keys meant begin with; empty for the whole bucket; not URL-encoded
 */
public record S3Address(String bucket, String key) {

    private static final String SCHEME = "s3://";
    private static final int MOST_KEY_CHARACTERS = 1024;
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** Whether a text means S3 at all. */
    public static boolean isMeant(String text) {
        return text.startsWith(SCHEME);
    }

    /** Whether a bucket can have this name. */
    public static boolean isBucket(String name) {
        return BUCKET.matcher(name).matches() && !name.contains("..");
    }

    /** Reads one; empty when it is none. */
    public static Optional<S3Address> parse(String text) {
        if (!isMeant(text)) {
            return Optional.empty();
        }
        String rest = text.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        String key = slash < 0 ? "" : rest.substring(slash + 1);
        boolean good = isBucket(bucket)
                && key.length() <= MOST_KEY_CHARACTERS
                && key.chars().noneMatch(Character::isISOControl);
        return good ? Optional.of(new S3Address(bucket, key)) : Optional.empty();
    }

    /** What the keys of everything below it begin with: itself as a folder. */
    public String folder() {
        return key.isEmpty() || key.endsWith("/") ? key : key + "/";
    }

    /** Whether an object lies below it, or is it. */
    public boolean holds(String objectBucket, String objectKey) {
        return bucket.equals(objectBucket) && (objectKey.equals(key) || objectKey.startsWith(folder()));
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }
}
