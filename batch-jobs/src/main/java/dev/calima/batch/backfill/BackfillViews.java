package dev.calima.batch.backfill;

import dev.calima.batch.run.RunReader;
import dev.calima.batch.run.RunRow;
import dev.calima.batch.run.RunState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows backfills: sums over partitions, of which those that run are asked how far they are. */
@Component
public class BackfillViews {

    private static final double MILLIS = 1000;
    /** So many times as long as the others need for as much. */
    private static final double STRAGGLES = 2;

    private static final double LEAST_STRAGGLING_SECONDS = 10;

    private final BackfillReader reader;
    private final RunReader runs;
    private final Clock clock;

    BackfillViews(BackfillReader reader, RunReader runs, Clock clock) {
        this.reader = reader;
        this.runs = runs;
        this.clock = clock;
    }

    /** A backfill with its partitions. */
    public BackfillView get(long id) throws UnknownBackfillException {
        return view(reader.get(id), true);
    }

    /** The newest backfills, without their partitions. */
    public List<BackfillView> newest(@Nullable String feed, int limit) {
        return reader.newest(feed, limit).stream().map(row -> view(row, false)).toList();
    }

    private BackfillView view(BackfillRow row, boolean withLanes) {
        List<PartitionRow> partitions = reader.partitions(row.id());
        List<Double> secondsPerUnit = partitions.stream()
                .filter(one -> one.state() == PartitionState.DONE && one.done() > 0)
                .map(one -> seconds(one.startedAt(), one.endedAt()) / one.done())
                .sorted()
                .toList();
        @Nullable Double usual = secondsPerUnit.isEmpty() ? null : secondsPerUnit.get(secondsPerUnit.size() / 2);
        List<BackfillView.Lane> lanes =
                partitions.stream().map(one -> lane(row, one, usual)).toList();
        long total = sum(lanes, BackfillView.Lane::total);
        long done = sum(lanes, BackfillView.Lane::done);
        @Nullable Double rate = rate(partitions, lanes);
        return new BackfillView(
                row.id(),
                row.feed(),
                row.from(),
                row.to(),
                row.stations(),
                row.reprocess().word(),
                row.origin().word(),
                row.locations(),
                row.requestedBy(),
                row.reason(),
                row.state().word(),
                row.unit(),
                total,
                done,
                rate,
                rate == null || row.state() != BackfillState.RUNNING
                        ? null
                        : clock.instant().plusMillis(Math.round((total - done) / rate * MILLIS)),
                byState(partitions),
                partitions.stream().mapToLong(PartitionRow::linesRead).sum(),
                partitions.stream().mapToLong(PartitionRow::valuesRead).sum(),
                partitions.stream().mapToLong(PartitionRow::valuesNew).sum(),
                partitions.stream().mapToLong(PartitionRow::valuesRevised).sum(),
                partitions.stream().mapToLong(PartitionRow::refused).sum(),
                row.createdAt(),
                row.startedAt(),
                row.endedAt(),
                withLanes ? lanes : null);
    }

    private static Map<String, Integer> byState(List<PartitionRow> partitions) {
        Map<String, Integer> counts = new TreeMap<>();
        partitions.forEach(one -> counts.merge(one.state().word(), 1, Integer::sum));
        return counts;
    }

    /** What is left out counts nowhere. */
    private static long sum(List<BackfillView.Lane> lanes, ToLongFunction<BackfillView.Lane> figure) {
        return lanes.stream()
                .filter(lane -> !lane.state().equals(PartitionState.SKIPPED.word()))
                .filter(lane -> !lane.state().equals(PartitionState.CANCELLED.word()))
                .mapToLong(figure)
                .sum();
    }

    private BackfillView.Lane lane(BackfillRow row, PartitionRow partition, @Nullable Double usual) {
        Optional<RunRow> run = partition.state() == PartitionState.QUEUED || partition.state() == PartitionState.RUNNING
                ? Optional.ofNullable(partition.runId()).flatMap(runs::find)
                : Optional.empty();
        Optional<RunRow> counted = run.filter(one -> one.unit().equals(row.unit()));
        long total = counted.map(RunRow::total).filter(known -> known > 0).orElse(partition.total());
        long done = Math.max(partition.done(), counted.map(RunRow::done).orElse(0L));
        boolean running = run.filter(one -> one.state() == RunState.RUNNING).isPresent();
        @Nullable Double rate = counted.map(RunRow::ratePerSecond).orElse(ended(partition));
        return new BackfillView.Lane(
                partition.number(),
                partition.name(),
                partition.from(),
                partition.to(),
                partition.found(),
                running ? PartitionState.RUNNING.word() : partition.state().word(),
                Math.max(total, done),
                done,
                partition.bytes(),
                partition.seconds(),
                rate,
                counted.map(RunRow::etaAt).orElse(null),
                running && isStraggler(partition, total, usual),
                partition.attempts(),
                partition.runId(),
                partition.loadId(),
                partition.linesRead(),
                partition.valuesNew(),
                partition.valuesRevised(),
                partition.refused(),
                run.map(RunRow::message).orElse(partition.message()),
                partition.startedAt(),
                partition.endedAt());
    }

    private static @Nullable Double ended(PartitionRow partition) {
        double seconds = seconds(partition.startedAt(), partition.endedAt());
        return partition.state() == PartitionState.DONE && seconds > 0 ? (Double) (partition.done() / seconds) : null;
    }

    private boolean isStraggler(PartitionRow partition, long total, @Nullable Double usual) {
        @Nullable Double expected = usual == null ? partition.seconds() : (Double) (total * usual);
        double taken = seconds(partition.startedAt(), clock.instant());
        return expected != null && taken > LEAST_STRAGGLING_SECONDS && taken > STRAGGLES * expected;
    }

    /** Over all that was done, by the time that it took. */
    private @Nullable Double rate(List<PartitionRow> partitions, List<BackfillView.Lane> lanes) {
        double seconds = 0;
        long done = 0;
        for (int i = 0; i < partitions.size(); i++) {
            PartitionRow partition = partitions.get(i);
            boolean running = lanes.get(i).state().equals(PartitionState.RUNNING.word());
            if (partition.state() == PartitionState.DONE || running) {
                seconds += seconds(partition.startedAt(), running ? clock.instant() : partition.endedAt());
                done += lanes.get(i).done();
            }
        }
        return seconds > 0 && done > 0 ? (Double) (done / seconds) : null;
    }

    private static double seconds(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? 0
                : Math.max(0, Duration.between(from, to).toMillis() / MILLIS);
    }
}
