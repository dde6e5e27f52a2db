package dev.calima.bench.read.peer;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** Series by what a request names. */
interface SeriesRepository extends Repository<SeriesEntity, Integer> {

    Optional<SeriesEntity> findFirstByStationCodeAndParameterCodeOrderByStepMinutes(
            String stationCode, String parameterCode);
}
