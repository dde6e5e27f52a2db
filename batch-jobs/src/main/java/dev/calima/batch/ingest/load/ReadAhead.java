package dev.calima.batch.ingest.load;

import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.log.LogContext;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads the next chunk while the one before is being written: one thread reads, the database writes. */
final class ReadAhead implements AutoCloseable {

    private final LoadSession session;
    private final ChunkReader reader;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("read-ahead").factory());

    private @Nullable Future<Chunk> next;

    ReadAhead(LoadSession session, ChunkReader reader) {
        this.session = session;
        this.reader = reader;
    }

    /** The chunk at a position of the ledger; begins to read the one after it. */
    Chunk at(LedgerWriter.Position position) throws IOException, NotThisFormatException {
        Future<Chunk> begun = next;
        next = null;
        @Nullable Chunk chunk = begun == null ? null : await(begun);
        if (chunk == null || !chunk.isAt(position)) {
            chunk = await(
                    begin(position.fileNo(), position.lineNo())); // the first, or the one after a rolled back chunk
        }
        int fileNo = chunk.lastOfFile() ? position.fileNo() + 1 : position.fileNo();
        if (fileNo < session.files().size() && session.files().get(fileNo).problem() == null) {
            next = begin(fileNo, chunk.lastOfFile() ? 0 : position.lineNo() + chunk.readings());
        }
        return chunk;
    }

    /** Begins to read the chunk at a position, and waits a while for it; false when it takes longer. */
    boolean isSoon(LedgerWriter.Position position, long millis) throws InterruptedException {
        Future<Chunk> begun = next;
        if (begun == null) {
            begun = begin(position.fileNo(), position.lineNo());
            next = begun;
        }
        try {
            begun.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true; // at() says why
        }
    }

    private Future<Chunk> begin(int fileNo, long from) {
        Callable<Chunk> read = () -> reader.read(fileNo, from);
        return thread.submit(LogContext.carry(read));
    }

    private static Chunk await(Future<Chunk> future) throws IOException, NotThisFormatException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case NotThisFormatException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (thread) {
            Future<Chunk> begun = next;
            if (begun != null) {
                begun.cancel(false);
            }
        }
        reader.close();
    }
}
