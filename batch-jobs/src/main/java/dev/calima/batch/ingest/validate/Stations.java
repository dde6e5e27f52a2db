package dev.calima.batch.ingest.validate;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.StationSource;
import dev.calima.batch.ingest.StampedReading.SeenStation;
import dev.calima.sql.type.StationCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the codes of a feed's lines to stations, old codes and new stations included. Not thread-safe. */
final class Stations {

    private static final int LONGEST_NAME = 200;
    /** Stations that one load may make: OpenAQ has fewer. */
    private static final int MOST_MADE = 100_000;

    private final FeedDefinition feed;
    private final StationDiscovery discovery;
    private final Map<String, Integer> known;
    private final Set<String> elsewhere = new HashSet<>();
    private int made;

    Stations(FeedDefinition feed, ReferenceData reference) {
        this.feed = feed;
        this.discovery = reference.discovery();
        this.known = new HashMap<>(reference.stations());
    }

    /** Whether a code is none of a station, and its lines are left out. */
    boolean isNone(String code) {
        return feed.notStations().contains(code);
    }

    /** Key of a station; null when it is not known. */
    @Nullable Integer find(String code) {
        return known.get(feed.stationAliases().getOrDefault(code, code));
    }

    /** Whether stations that are not known may be made. */
    boolean mayDiscover() {
        return feed.stations() == StationSource.DISCOVERED;
    }

    /** Key of a station that is not known yet, made from what a line tells of it; null when it tells too little. */
    @Nullable Integer discover(String published, @Nullable SeenStation seen) {
        String code = feed.stationAliases().getOrDefault(published, published);
        if (seen == null || problem(code, seen) != null || made >= MOST_MADE || elsewhere.contains(code)) {
            return null;
        }
        @Nullable Integer found = discovery.discover(
                new StationCode(code), new SeenStation(name(seen), seen.latitude(), seen.longitude()));
        made++;
        if (found == null) {
            elsewhere.add(code);
        } else {
            known.put(code, found);
        }
        return found;
    }

    /** Why a station is not known, and what to do. */
    String refusal(String code, @Nullable SeenStation seen) {
        if (!mayDiscover()) {
            return "station " + code + " is not in networks/" + feed.network()
                    + ".yaml; add it there and load the file again";
        }
        @Nullable String problem = seen == null ? "tells neither its name nor its place" : problem(code, seen);
        String reason = problem != null
                ? "the line " + problem
                : elsewhere.contains(code)
                        ? "a station of another network has this code"
                        : "this load has made " + made + " stations, and no network has as many";
        return "station " + code + " cannot be made: " + reason + "; add it to networks/" + feed.network()
                + ".yaml and load the file again";
    }

    private static @Nullable String problem(String code, SeenStation seen) {
        if (!StationCode.isCode(code)) {
            return "has a code that is none (1 to 40 letters, digits, '.', '-' or '_')";
        }
        if (name(seen).isEmpty()) {
            return "tells no name of it";
        }
        double latitude = seen.latitude();
        double longitude = seen.longitude();
        if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) { // NaN is no place either
            return "tells no place of it";
        }
        return latitude == 0 && longitude == 0 ? "tells 0,0 as its place, which stands for none" : null;
    }

    private static String name(SeenStation seen) {
        String name = seen.name().replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }
}
