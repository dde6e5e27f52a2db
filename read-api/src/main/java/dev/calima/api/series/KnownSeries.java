package dev.calima.api.series;

import dev.calima.api.kept.DataVersion;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Series that were looked up, for as long as nothing was committed in the database. Thread-safe. */
@Component
class KnownSeries {

    private record Name(StationCode station, ParameterCode parameter) {}

    private record Generation(String version, Map<Name, Series> series) {}

    private final DataVersion data;
    private volatile Generation generation = new Generation("", Map.of());

    KnownSeries(DataVersion data) {
        this.data = data;
    }

    /** @param lookUp asks the database; what it throws is not kept */
    Series get(StationCode station, ParameterCode parameter, Supplier<Series> lookUp) {
        Optional<String> version = data.current();
        if (version.isEmpty()) {
            return lookUp.get();
        }
        Generation now = generation;
        if (!now.version().equals(version.get())) {
            now = new Generation(version.get(), new ConcurrentHashMap<>());
            generation = now;
        }
        return now.series().computeIfAbsent(new Name(station, parameter), name -> lookUp.get());
    }
}
