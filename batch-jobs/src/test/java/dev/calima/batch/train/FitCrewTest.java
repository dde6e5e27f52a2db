package dev.calima.batch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.StopSignal;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class FitCrewTest {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final List<TrainingSeries> series = IntStream.range(0, 20 * CORES)
            .mapToObj(key -> new TrainingSeries(
                    key,
                    "madrid",
                    ZoneOffset.UTC,
                    new StationCode("S" + key),
                    new ParameterCode("no2"),
                    Instant.EPOCH,
                    1))
            .toList();

    private final Set<Integer> worked = ConcurrentHashMap.newKeySet();

    @Test
    void everySeriesIsDoneOnce() throws InterruptedException {
        FitCrew crew = new FitCrew(one -> assertThat(worked.add(one.seriesId())).isTrue(), new StopSignal());

        assertThat(crew.work(series)).isTrue();
        assertThat(worked).hasSize(series.size());
        assertThat(crew.done()).isEqualTo(series.size());
    }

    @Test
    void aStopLetsTheSeriesInHandBeFinishedAndBeginsNoMore() throws InterruptedException {
        StopSignal stop = new StopSignal();
        FitCrew crew = new FitCrew(
                one -> {
                    stop.give();
                    worked.add(one.seriesId());
                },
                stop);

        assertThat(crew.work(series)).isFalse();
        assertThat(worked).hasSizeBetween(1, CORES);
        assertThat(crew.done()).isEqualTo(worked.size());
    }

    @Test
    void aSeriesThatFailsKeepsNoOtherFromBeingDone() {
        FitCrew crew = new FitCrew(
                one -> {
                    if (one.seriesId() == 3 || one.seriesId() == 5) {
                        throw new IllegalStateException("broken " + one.seriesId());
                    }
                    worked.add(one.seriesId());
                },
                new StopSignal());

        assertThatThrownBy(() -> crew.work(series))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("station S3, parameter no2 (and 1 more series) failed: broken 3");
        assertThat(worked).hasSize(series.size() - 2);
    }

    @Test
    void aDatabaseThatIsGoneEndsIt() {
        FitCrew crew = new FitCrew(
                one -> {
                    worked.add(one.seriesId());
                    throw new DataAccessResourceFailureException("connection refused");
                },
                new StopSignal());

        assertThatThrownBy(() -> crew.work(series))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("connection refused");
        assertThat(worked).hasSizeBetween(1, CORES);
    }
}
