package dev.calima.batch.ingest.load;

import dev.calima.batch.StopSignal;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.observation.DayMerge;
import dev.calima.batch.observation.DayWrites;
import dev.calima.sql.setup.DatabaseAccess;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Three stages at the same time: a thread reads and judges lines ({@link ReadAhead}), one compares them with what is there
 * and on its way ({@link DayMerge}), and two write, each a transaction of its own ({@link BatchWriter}). Batches are
 * compared and committed in the order of the files, so the result is that of one after the other.
 */
final class LoadPipeline implements AutoCloseable {

    private static final int LANES = 2;

    /** Nobody waits for the writers' turn while we wait longer than this for lines. */
    private static final long PATIENCE_MILLIS = 200;

    private static final long SECONDS_BETWEEN_PINGS = 10;

    private final LoadSession session;
    private final List<Long> rawFileIds;
    private final ReadAhead chunks;
    private final BatchWriter writer;
    private final StopSignal stop;
    private final int mostReadings;
    private final DayMerge merge = new DayMerge();
    private final HeldTurn turn;

    private final ExecutorService lanes;
    private final Thread thread;
    private final BlockingQueue<Future<BatchWriter.@Nullable Committed>> sent = new LinkedBlockingQueue<>();
    private final Deque<OnItsWay> onTheirWay = new ArrayDeque<>();
    private final Deque<LoadBatch> idle = new ArrayDeque<>();
    private final List<DayWrites> unseen = new ArrayList<>();

    private LedgerWriter.Position position;
    private LoadBatch batch;
    private @Nullable Future<?> last;
    private volatile boolean closing;

    private record OnItsWay(LoadBatch batch, Future<BatchWriter.@Nullable Committed> end) {}

    /**
     * Begins to load.
     *
     * @param rawFileIds keys of the load's files
     * @param access for the connection that reads, and holds the writers' turn
     * @param mostReadings readings of a transaction
     */
    LoadPipeline(
            LoadSession session,
            List<Long> rawFileIds,
            LedgerWriter.Position begin,
            ReadAhead chunks,
            BatchWriter writer,
            DatabaseAccess access,
            StopSignal stop,
            int mostReadings) {
        this.session = session;
        this.rawFileIds = rawFileIds;
        this.position = begin;
        this.batch = new LoadBatch(begin);
        this.chunks = chunks;
        this.writer = writer;
        this.turn = new HeldTurn(access);
        this.stop = stop;
        this.mostReadings = mostReadings;
        this.lanes = Executors.newFixedThreadPool(
                LANES, Thread.ofPlatform().name("write-", 1).daemon().factory());
        this.thread = Thread.ofPlatform().name("merge").daemon().start(this::run);
    }

    /** Waits for the next transaction; null when all are committed, or those before a stop. */
    BatchWriter.@Nullable Committed next() throws InterruptedException, ExecutionException {
        return sent.take().get();
    }

    private void run() {
        try (turn) {
            while (!isAtEnd() && !closing && !stop.isGiven()) {
                step();
            }
            drain();
            sent.add(CompletableFuture.completedFuture(null));
        } catch (IOException | SQLException | RuntimeException e) {
            sent.add(CompletableFuture.failedFuture(new IllegalStateException(
                    "loading " + file().name() + " of feed "
                            + session.feed().name() + " failed after line " + position.lineNo() + ": "
                            + e.getMessage(),
                    e)));
        } catch (InterruptedException e) {
            sent.add(CompletableFuture.failedFuture(e));
        } catch (ExecutionException e) {
            sent.add(CompletableFuture.failedFuture(e)); // it came by its own future before
        }
    }

    private boolean isAtEnd() {
        return position.fileNo() >= session.files().size();
    }

    private LandedFile file() {
        return session.files().get(Math.min(position.fileNo(), session.files().size() - 1));
    }

    /** Takes the next chunk, or refuses the next file. */
    private void step() throws IOException, SQLException, InterruptedException, ExecutionException {
        @Nullable String problem = file().problem();
        if (problem == null) {
            try {
                if (!chunks.isSoon(position, PATIENCE_MILLIS)) {
                    drain();
                    turn.letGo();
                }
                merge(chunks.at(position));
                return;
            } catch (NotThisFormatException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        LandedFile file = file();
        FilePart part = FilePart.refused(position.fileNo(), rawFileIds.get(position.fileNo()), problem);
        position = position.at(position.fileNo() + 1, 0);
        batch.add(part, 0, file.lines(), position);
        sendFull();
    }

    private void merge(Chunk chunk) throws SQLException, InterruptedException, ExecutionException {
        turn.take();
        forgetCommitted();
        merge.begin(chunk.days(), unseen());
        long rawFileId = rawFileIds.get(chunk.fileNo());
        ChunkCounts counts = chunk.counts(merge.merge(
                turn.connection(), session.loadId(), rawFileId, chunk.days(), chunk.lines(), batch.writes()));
        turn.connection().commit(); // ends the reading, not the turn
        long lines = chunk.lastOfFile() ? file().lines() - chunk.from() : chunk.readings();
        position = chunk.lastOfFile()
                ? position.at(position.fileNo() + 1, 0)
                : position.at(position.fileNo(), chunk.from() + chunk.readings());
        batch.add(FilePart.of(chunk, rawFileId, counts), chunk.readings(), lines, position);
        sendFull();
    }

    /** What the database does not show yet, the oldest first. */
    private List<DayWrites> unseen() {
        unseen.clear();
        onTheirWay.forEach(one -> unseen.add(one.batch().writes()));
        unseen.add(batch.writes());
        return unseen;
    }

    private void forgetCommitted() throws InterruptedException, ExecutionException {
        while (!onTheirWay.isEmpty() && onTheirWay.getFirst().end().isDone()) {
            OnItsWay first = onTheirWay.removeFirst();
            first.end().get();
            idle.add(first.batch());
        }
    }

    private void sendFull() throws SQLException, InterruptedException, ExecutionException {
        if (batch.isFull(mostReadings)) {
            send();
            if (turn.isAwaited()) {
                drain();
                turn.letGo();
            }
        }
    }

    /** Hands the batch to a lane, and begins another one. */
    private void send() throws SQLException, InterruptedException, ExecutionException {
        if (onTheirWay.size() >= LANES) {
            awaitFirst();
        }
        LoadBatch full = batch;
        @Nullable Future<?> before = last;
        Future<BatchWriter.@Nullable Committed> end = lanes.submit(() -> writer.write(full, before));
        last = end;
        onTheirWay.add(new OnItsWay(full, end));
        sent.add(end);
        @Nullable LoadBatch spare = idle.poll();
        batch = spare == null ? new LoadBatch(position) : spare;
        batch.begin(position);
    }

    private void awaitFirst() throws SQLException, InterruptedException, ExecutionException {
        OnItsWay first = onTheirWay.getFirst();
        while (true) {
            try {
                first.end().get(SECONDS_BETWEEN_PINGS, TimeUnit.SECONDS);
                onTheirWay.removeFirst();
                idle.add(first.batch());
                return;
            } catch (TimeoutException e) {
                turn.ping();
            }
        }
    }

    /** Waits until all is committed. */
    private void drain() throws SQLException, InterruptedException, ExecutionException {
        if (!batch.isEmpty()) {
            send();
        }
        while (!onTheirWay.isEmpty()) {
            awaitFirst();
        }
    }

    /** Ends after what is on its way. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        lanes.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
