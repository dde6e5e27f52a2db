package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the bytes of every file as received, under the hash of its content, so that history can be loaded again without
 * the source. The same content is kept once. Thread-safe.
 */
public interface LandingArea {

    /**
     * Keeps a file and looks through it once: is it whole, and how many lines has it? An archive is kept once and gives
     * one file for each of its own; a damaged or refused file gives itself with its {@link LandedFile#problem()}.
     *
     * @throws IOException when the bytes could not be received whole, or not be kept; nothing of them is kept then
     */
    List<LandedFile> land(String feed, Incoming incoming) throws IOException;

    /**
     * Everything that is kept of a feed, in the order in which it was received first; opened again from here, not from its
     * source.
     */
    List<KeptFile> kept(String feed) throws IOException;

    /** Looks through a kept file once more, as {@link #land} did. */
    List<LandedFile> open(KeptFile file) throws IOException;

    /**
     * A file that had landed, looked through once more.
     *
     * @param landedPath as its {@link LandedFile#landedPath()} was
     * @return empty when its bytes are not there any more
     */
    default Optional<LandedFile> find(String feed, String landedPath) throws IOException {
        String path = landedPath.split("!", 2)[0];
        for (KeptFile candidate : kept(feed)) {
            if (candidate.path().equals(path)) {
                return open(candidate).stream()
                        .filter(file -> file.landedPath().equals(landedPath))
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    /**
     * Looks whether it can be used.
     *
     * @throws IOException saying why it cannot
     */
    void check() throws IOException;

    /**
     * Takes the bytes of a file away, with what is noted beside them, unless they came again at {@code youngerThan} or later.
     * What is not there is taken for gone.
     *
     * @param path as {@link KeptFile#path()}
     * @return how many bytes are gone by this; -1 when the file stays
     */
    long delete(String path, java.time.Instant youngerThan) throws IOException;

    /** Copies that were only made to read these are no longer wanted; reading one again makes a new copy. */
    default void release(Collection<LandedFile> files) {}
}
