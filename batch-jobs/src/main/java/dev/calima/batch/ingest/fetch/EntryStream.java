package dev.calima.batch.ingest.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/** Bytes of a file in a zip: counted, hashed, and at their end compared with the length and check sum that the zip tells. */
final class EntryStream extends FilterInputStream {

    private final MessageDigest digest = Sha256.digest();
    private final CRC32 crc = new CRC32();
    private final ZipArchiveEntry entry;
    private final @Nullable UnpackedLimit limit;
    private long bytes;

    /** @param limit what may come out; null when somebody else looks after it */
    EntryStream(InputStream in, ZipArchiveEntry entry, @Nullable UnpackedLimit limit) {
        super(in);
        this.entry = entry;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read < 0) {
            compare();
            return read;
        }
        digest.update(buffer, offset, read);
        crc.update(buffer, offset, read);
        bytes += read;
        if (limit != null) {
            limit.count(read);
        }
        return read;
    }

    private void compare() throws IOException {
        if (bytes != entry.getSize() || crc.getValue() != entry.getCrc()) {
            throw new IOException("its length or check sum is not what the archive says");
        }
    }

    /** Hash of what was read. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** How many bytes were read. */
    long bytes() {
        return bytes;
    }
}
