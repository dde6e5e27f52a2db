package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a file is by its first bytes, whatever its name says. */
enum FileKind {
    PLAIN(""),
    GZIP(""),
    ZIP(""),
    SEVEN_ZIP("7z archive"),
    RAR("rar archive"),
    TAR("tar archive"),
    XZ("xz file"),
    BZIP2("bzip2 file"),
    ZSTD("zstd file");

    private static final int TAR_MAGIC_AT = 257;
    /** How many bytes must be looked at. */
    static final int HEAD_BYTES = TAR_MAGIC_AT + 5;

    private final String noun;

    FileKind(String noun) {
        this.noun = noun;
    }

    static FileKind of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(HEAD_BYTES));
        }
    }

    static FileKind of(byte[] head) {
        if (starts(head, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (starts(head, 'P', 'K', 3, 4) || starts(head, 'P', 'K', 5, 6)) {
            return ZIP;
        }
        if (starts(head, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c)) {
            return SEVEN_ZIP;
        }
        if (starts(head, 'R', 'a', 'r', '!', 0x1a, 7)) {
            return RAR;
        }
        if (starts(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        }
        if (starts(head, 'B', 'Z', 'h') && head.length > 9 && head[4] == '1' && head[5] == 'A') {
            return BZIP2;
        }
        if (starts(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return ZSTD;
        }
        boolean tar = head.length == HEAD_BYTES
                && new String(Arrays.copyOfRange(head, TAR_MAGIC_AT, HEAD_BYTES), StandardCharsets.ISO_8859_1)
                        .equals("ustar");
        return tar ? TAR : PLAIN;
    }

    private static boolean starts(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (head[i] != (byte) magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Why it is not read, and what to do. */
    String advice() {
        return "it is a " + noun + ": plain, gzip and zip files are read; unpack it, or fetch it in one of those forms";
    }
}
