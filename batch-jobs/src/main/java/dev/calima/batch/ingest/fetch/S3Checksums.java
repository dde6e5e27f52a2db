package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * The check sums that S3 has of an object, and the same of the bytes that came. The ETag is the MD5 of the bytes where it
 * has its form and the object was neither uploaded in parts nor encrypted with a key of its own.
 */
final class S3Checksums {

    static final S3Checksums NONE = new S3Checksums(List.of());

    /** One of them. */
    private interface Sum {
        void update(byte[] buffer, int from, int length);

        boolean isRight();
    }

    private final List<Sum> sums;

    private S3Checksums(List<Sum> sums) {
        this.sums = sums;
    }

    static S3Checksums of(GetObjectResponse head) {
        List<Sum> sums = new ArrayList<>();
        String etag = S3Stream.unquoted(head.eTag());
        if (etag.matches("[0-9a-f]{32}") && isPlain(head)) {
            sums.add(digest("MD5", HexFormat.of().parseHex(etag)));
        }
        @Nullable String sha256 = whole(head.checksumSHA256());
        if (sha256 != null) {
            sums.add(digest("SHA-256", Base64.getDecoder().decode(sha256)));
        }
        @Nullable String crc32 = whole(head.checksumCRC32());
        if (crc32 != null) {
            sums.add(sum(new CRC32(), crc32));
        }
        @Nullable String crc32c = whole(head.checksumCRC32C());
        if (crc32c != null) {
            sums.add(sum(new CRC32C(), crc32c));
        }
        return new S3Checksums(sums);
    }

    private static boolean isPlain(GetObjectResponse head) {
        @Nullable ServerSideEncryption encryption = head.serverSideEncryption();
        return head.sseCustomerAlgorithm() == null && (encryption == null || encryption == ServerSideEncryption.AES256);
    }

    /** A sum of sums of parts, such as {@code abc=-3}, says nothing about the whole. */
    private static @Nullable String whole(@Nullable String sum) {
        return sum == null || sum.contains("-") ? null : sum;
    }

    /** MD5 of a file, as an ETag has it. */
    static String md5(Path file) throws IOException {
        MessageDigest digest = digest("MD5");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static Sum digest(String algorithm, byte[] expected) {
        MessageDigest digest = digest(algorithm);
        return new Sum() {
            @Override
            public void update(byte[] buffer, int from, int length) {
                digest.update(buffer, from, length);
            }

            @Override
            public boolean isRight() {
                return MessageDigest.isEqual(digest.digest(), expected);
            }
        };
    }

    private static Sum sum(Checksum checksum, String expected) {
        byte[] bytes = Base64.getDecoder().decode(expected);
        return new Sum() {
            @Override
            public void update(byte[] buffer, int from, int length) {
                checksum.update(buffer, from, length);
            }

            @Override
            public boolean isRight() {
                return Long.parseLong(HexFormat.of().formatHex(bytes), 16) == checksum.getValue();
            }
        };
    }

    void update(byte[] buffer, int from, int length) {
        sums.forEach(sum -> sum.update(buffer, from, length));
    }

    /** @throws IOException when one of them is not what S3 has */
    void compare(String address) throws IOException {
        for (Sum sum : sums) {
            if (!sum.isRight()) {
                throw new IOException(address + " came with another check sum than S3 has");
            }
        }
    }
}
