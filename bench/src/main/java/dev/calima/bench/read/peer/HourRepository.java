package dev.calima.bench.read.peer;

import java.time.Instant;
import java.util.List;
import org.springframework.data.repository.Repository;

/** Hours of a series. */
interface HourRepository extends Repository<HourEntity, HourEntity.Key> {

    List<HourEntity> findByIdSeriesIdAndIdPeriodStartGreaterThanEqualAndIdPeriodStartLessThanOrderByIdPeriodStart(
            int seriesId, Instant from, Instant to);
}
