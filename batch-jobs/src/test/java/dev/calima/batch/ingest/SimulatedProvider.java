package dev.calima.batch.ingest;

import dev.calima.batch.ingest.http.LoopbackServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A publisher as they are: an hour is there 8 hours after its end, every fifth twice; some are -999, some corrected 30 hours
 * later, some of station S2 unreadable; three hours in a row it never measured; and for three hours its server is down.
 */
final class SimulatedProvider implements AutoCloseable {

    static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
    static final Duration LAG = Duration.ofHours(8);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration CORRECTED_AFTER = Duration.ofHours(30);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mmxxx").withZone(ZONE);
    private static final Pattern QUERY = Pattern.compile("/obs\\?station=(S[12])&from=([0-9TZ:-]+)&to=([0-9TZ:-]+)");

    private final Instant first;
    private final Instant down;
    private final LoopbackServer server;

    /**
     * @param first its first hour
     * @param down when its server goes down for three hours
     * @param clock tells it what it has published
     */
    SimulatedProvider(Instant first, Instant down, Clock clock) {
        this.first = first;
        this.down = down;
        this.server = new LoopbackServer(exchange -> {
            Matcher query = QUERY.matcher(exchange.getRequestURI().toString());
            if (isDown(clock.instant())) {
                LoopbackServer.reply(exchange, 503, "down");
            } else if (query.matches()) {
                String answer = rows(
                        query.group(1), Instant.parse(query.group(2)), Instant.parse(query.group(3)), clock.instant());
                LoopbackServer.reply(exchange, 200, answer);
            } else {
                LoopbackServer.reply(exchange, 400, "what?");
            }
        });
    }

    String address() {
        return server.at("/obs").toString() + "?station={station}&from={from}&to={to}";
    }

    boolean isDown(Instant now) {
        return !now.isBefore(down) && now.isBefore(down.plus(Duration.ofHours(3)));
    }

    /** Number of an hour, from 0. */
    int number(Instant hour) {
        return (int) Duration.between(first, hour).toHours();
    }

    /** Whether an hour is one of the three that were never measured. */
    boolean isNeverMeasured(Instant hour) {
        return number(hour) >= 20 && number(hour) < 23;
    }

    /** Whether its value cannot be read. */
    boolean isUnreadable(String station, Instant hour) {
        return station.equals("S2") && number(hour) % 23 == 11;
    }

    /** Whether its value stands for none. */
    boolean isSentinel(Instant hour) {
        return number(hour) % 13 == 7;
    }

    /** Whether an hour is published at a moment. */
    boolean isPublished(Instant hour, Instant now) {
        return !hour.isBefore(first)
                && !isNeverMeasured(hour)
                && !now.isBefore(hour.plus(HOUR).plus(LAG));
    }

    boolean isCorrected(Instant hour, Instant now) {
        return number(hour) % 11 == 4 && !now.isBefore(hour.plus(HOUR).plus(CORRECTED_AFTER));
    }

    /** What is published of an hour at a moment: the text of its value; null when nothing is. */
    @Nullable String value(String station, Instant hour, Instant now) {
        if (!isPublished(hour, now)) {
            return null;
        }
        if (isUnreadable(station, hour)) {
            return "??";
        }
        if (isSentinel(hour)) {
            return "-999";
        }
        double value = number(hour) % 60 + (station.equals("S2") ? 100 : 0) + (isCorrected(hour, now) ? 0.5 : 0);
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Every value published at a moment that can be read, by hour. */
    Map<Instant, String> published(String station, Instant now) {
        Map<Instant, String> all = new TreeMap<>();
        for (Instant hour = first; hour.isBefore(now); hour = hour.plus(HOUR)) {
            String value = value(station, hour, now);
            if (value != null && !isUnreadable(station, hour)) {
                all.put(hour, String.format(Locale.ROOT, "%.1f", Double.parseDouble(value)));
            }
        }
        return all;
    }

    private String rows(String station, Instant from, Instant to, Instant now) {
        StringBuilder rows = new StringBuilder("time,station,parameter,value\n");
        for (Instant hour = from; hour.isBefore(to); hour = hour.plus(HOUR)) {
            String value = value(station, hour, now);
            if (value != null) {
                String row = STAMP.format(hour) + "," + station + ",NO2," + value + "\n";
                rows.append(row).append(number(hour) % 5 == 0 ? row : "");
            }
        }
        return rows.toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
