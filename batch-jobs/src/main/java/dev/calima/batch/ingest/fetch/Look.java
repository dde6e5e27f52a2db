package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * What one look through unpacked bytes tells.
 *
 * @param lines how many lines they are; 0 when there is a problem
 * @param problem why they cannot be read to their end, and what to do; null when they can
 */
record Look(long lines, @Nullable String problem) {

    static Look problem(@Nullable String problem) {
        return new Look(0, String.valueOf(problem));
    }

    /**
     * Reads to the end.
     *
     * @throws UnpackedLimit.ExceededException when more comes out than can be true
     * @throws FileSystemException when this machine does not let it be read; any other damage is a problem
     */
    static Look through(Content unpacked, UnpackedLimit limit)
            throws UnpackedLimit.ExceededException, FileSystemException {
        long lines = 0;
        long bytes = 0;
        byte last = '\n';
        byte[] buffer = new byte[Unpacked.BUFFER];
        try (InputStream in = unpacked.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    byte b = buffer[i];
                    if (b <= '\r' && (b == '\r' || (b == '\n' && last != '\r'))) {
                        lines++; // an end is LF, CR or CRLF
                    }
                    last = b;
                }
                bytes += read;
                limit.count(read);
            }
        } catch (UnpackedLimit.ExceededException | FileSystemException e) {
            throw e;
        } catch (IOException e) {
            return problem("it is damaged after " + bytes + " unpacked bytes, line " + (lines + 1) + " (" + reason(e)
                    + "): fetch it again");
        }
        if (bytes == 0) {
            return problem("it is empty: nothing to load; if it should not be, fetch it again");
        }
        return new Look(last == '\n' || last == '\r' ? lines : lines + 1, null);
    }

    /** Some streams end early without a word. */
    private static String reason(IOException e) {
        @Nullable String message = e.getMessage();
        return message == null ? "the file ends in the middle" : message;
    }
}
