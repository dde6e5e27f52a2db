package dev.calima.batch.train;

import dev.calima.batch.StopSignal;
import dev.calima.batch.ledger.LeaseLostException;
import dev.calima.batch.log.LogContext;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/**
 * Works through series on all cores. A series that fails does not keep the others from being done; a database that is
 * gone, or a lease that is lost, does. For one piece of work.
 */
final class FitCrew {

    private final Consumer<TrainingSeries> work;
    private final StopSignal stop;
    private final AtomicInteger done = new AtomicInteger();
    private final Map<Integer, Failure> failures = new ConcurrentSkipListMap<>();
    private volatile boolean hopeless;

    private record Failure(TrainingSeries series, RuntimeException cause) {}

    FitCrew(Consumer<TrainingSeries> work, StopSignal stop) {
        this.work = work;
        this.stop = stop;
    }

    /**
     * Does them all.
     *
     * @return whether all are done; otherwise it was told to stop
     * @throws TrainingFailedException when one or more failed
     */
    boolean work(List<TrainingSeries> series) throws InterruptedException {
        Queue<TrainingSeries> waiting = new ConcurrentLinkedQueue<>(series);
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(
                cores, Thread.ofPlatform().name("train-", 1).daemon().factory());
        try {
            List<? extends Future<?>> workers = IntStream.range(0, Math.min(cores, series.size()))
                    .mapToObj(_ -> pool.submit(LogContext.carry(() -> takeFrom(waiting))))
                    .toList();
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            hopeless = true;
            throw new TrainingFailedException("the training broke down: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            hopeless = true; // the series in hand are finished, no more are begun
            throw e;
        } finally {
            pool.close();
        }
        if (!failures.isEmpty()) {
            throw failed();
        }
        return done.get() == series.size();
    }

    /** How many series were dealt with. */
    int done() {
        return done.get();
    }

    private void takeFrom(Queue<TrainingSeries> waiting) {
        while (!stop.isGiven() && !hopeless) {
            TrainingSeries next = waiting.poll();
            if (next == null) {
                return;
            }
            try {
                work.accept(next);
                done.incrementAndGet();
            } catch (RuntimeException e) {
                failures.put(next.seriesId(), new Failure(next, e));
                hopeless |= e instanceof LeaseLostException
                        || e instanceof DataAccessResourceFailureException
                        || e instanceof TransactionException;
            }
        }
    }

    private TrainingFailedException failed() {
        Failure first = failures.values().iterator().next();
        String others = failures.size() == 1 ? "" : " (and " + (failures.size() - 1) + " more series)";
        TrainingFailedException failed = new TrainingFailedException(
                "training of " + first.series().label() + others + " failed: "
                        + first.cause().getMessage() + "; start it again to go on with what is left",
                first.cause());
        failures.values().stream().skip(1).forEach(other -> failed.addSuppressed(other.cause()));
        return failed;
    }
}
