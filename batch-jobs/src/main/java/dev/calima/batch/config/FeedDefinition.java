package dev.calima.batch.config;

import dev.calima.sql.type.Verification;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A published source, as its file in {@code jobs-config/feeds} describes it.
 *
 * @param name name of the feed, such as {@code madrid-air-hourly}
 * @param title one line for people
 * @param format name of the format that reads its files
 * @param network network whose stations it tells of
 * @param zone zone of its local hours
 * @param hourLabel what the number of an hour, or a stamp, means
 * @param autumnHour which hour a repeated local hour is taken to be
 * @param verification how far its values have been looked through; a value never gives way to one looked through less
 * @param coverage what one file of it covers
 * @param stations whether its stations are listed, or made as its lines tell of them
 * @param stationAliases published codes that another code has taken the place of: old to new
 * @param notStations published codes that are no station and are left out
 * @param sentinels published numbers that stand for no value
 * @param gasTemperature temperature in °C at which its volume units (ppm, ppb) become masses, at 101.3 kPa
 * @param maxRejectedShare a load in which more than this share (0 to 1) of the lines is refused fails before anything of
 *     it can be seen
 * @param parameters the publisher's key of each parameter, and what we call it
 * @param options what the feed says to its format alone, as YAML has it
 * @param source where it can be asked for; null when it is only loaded from what people bring
 * @param inbox prefix of new objects, {@code s3://bucket/prefix}, that are loaded as they arrive; null for none
 * @param expectedEvery how often something new of it is expected; null when nothing is
 * @param silentAfter how old the end of its newest hour may be; null when it is never called silent
 */
public record FeedDefinition(
        String name,
        String title,
        String format,
        String network,
        ZoneId zone,
        HourLabel hourLabel,
        AutumnHour autumnHour,
        Verification verification,
        Coverage coverage,
        StationSource stations,
        Map<String, String> stationAliases,
        Set<String> notStations,
        Set<Double> sentinels,
        double gasTemperature,
        double maxRejectedShare,
        Map<String, FeedParameter> parameters,
        Map<String, Object> options,
        @Nullable SourceDefinition source,
        @Nullable String inbox,
        @Nullable Duration expectedEvery,
        @Nullable Duration silentAfter) {

    public FeedDefinition {
        // sorted: the order is part of the hash that tells whether a file was read in this very way
        stationAliases = Collections.unmodifiableMap(new TreeMap<>(stationAliases));
        notStations = Collections.unmodifiableSet(new TreeSet<>(notStations));
        sentinels = Collections.unmodifiableSet(new TreeSet<>(sentinels));
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** What one file of it covers: where each station is asked for by itself, an answer says nothing of the others. */
    public Coverage covered() {
        return source != null && source.each() == SourceDefinition.Each.STATION ? Coverage.STATION : coverage;
    }

    /** Whatever says how its files are read, and nothing else: two equal ones read a file alike. */
    public String reading() {
        return String.join(
                "|",
                name,
                format,
                network,
                zone.toString(),
                hourLabel.toString(),
                autumnHour.toString(),
                verification.toString(),
                coverage.toString(),
                stations.toString(),
                stationAliases.toString(),
                notStations.toString(),
                sentinels.toString(),
                Double.toString(gasTemperature),
                parameters.toString(),
                options.toString());
    }
}
