package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The note beside kept bytes, {@code SHA256.json}: with it a landing area tells its own history without a database. */
record LandingNote(String name, String source, Map<String, String> context, Instant receivedAt) {

    private static final String ENDING = ".json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static String pathOf(String landedPath) {
        return landedPath + ENDING;
    }

    /** The note's text. */
    static byte[] of(KeptFile file) {
        return JSON.writeValueAsBytes(new LandingNote(file.name(), file.source(), file.context(), file.receivedAt()));
    }

    /** What a note says of bytes. */
    static KeptFile read(String feed, String sha256, byte[] text) throws IOException {
        try {
            LandingNote note = JSON.readValue(text, LandingNote.class);
            return new KeptFile(feed, sha256, note.name(), note.source(), note.context(), note.receivedAt());
        } catch (JacksonException e) {
            throw new IOException(
                    "the note beside " + KeptFile.path(feed, sha256) + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes the note beside bytes, unless there is one: what counts is when they came first. */
    static void writeNew(Path landed, KeptFile file) throws IOException {
        Path note = landed.resolveSibling(pathOf(landed.getFileName().toString()));
        if (Files.exists(note)) {
            return;
        }
        Path temporary = Files.createTempFile(landed.getParent(), "noting", ".tmp");
        try {
            Files.write(temporary, of(file));
            Files.move(temporary, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** What is noted beside bytes; without a note their hash is their name, and the time of the file counts. */
    static KeptFile read(String feed, Path landed) throws IOException {
        String sha256 = landed.getFileName().toString();
        Path note = landed.resolveSibling(pathOf(sha256));
        if (!Files.exists(note)) {
            return new KeptFile(
                    feed,
                    sha256,
                    sha256,
                    landed.toString(),
                    Map.of(),
                    Files.getLastModifiedTime(landed).toInstant());
        }
        return read(feed, sha256, Files.readAllBytes(note));
    }
}
