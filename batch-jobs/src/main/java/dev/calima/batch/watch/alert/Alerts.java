package dev.calima.batch.watch.alert;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.watch.Watch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks, keeps incidents, and tells. A message is a row until a channel has taken it, so one that could not be sent is sent
 * later, by whoever is there. It is sent twice only when its sender dies between sending it and noting so; the number in it
 * tells the receiver.
 */
@Component
public class Alerts {

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    /** After this a sender is believed dead. */
    private static final Duration HOLD = Channels.LONGEST.multipliedBy(4);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final int MOST_DOUBLINGS = 10;
    /** With these pauses about a week. */
    private static final int MOST_ATTEMPTS = 350;

    private final JobsConfig config;
    private final Watch watch;
    private final IncidentWriter incidents;
    private final Channels channels;
    private final Clock clock;

    Alerts(JobsConfig config, Watch watch, IncidentWriter incidents, Channels channels, Clock clock) {
        this.config = config;
        this.watch = watch;
        this.incidents = incidents;
        this.channels = channels;
        this.clock = clock;
    }

    /** Looks once, and sends what is due. Returns how many messages were taken by a channel. */
    public int look() {
        incidents.note(() -> watch.now().findings(), config.alerts().clearAfter(), Watch.host(), channels.names());
        int told = 0;
        Optional<IncidentWriter.Taken> next = incidents.take(HOLD, channels.names());
        while (next.isPresent()) {
            told += tell(next.get()) ? 1 : 0;
            next = incidents.take(HOLD, channels.names());
        }
        return told;
    }

    private boolean tell(IncidentWriter.Taken taken) {
        try {
            channels.find(taken.channel()).orElseThrow().tell(taken.message());
        } catch (NotToldException e) {
            boolean hopeless = taken.attempts() >= MOST_ATTEMPTS;
            incidents.failed(taken, String.valueOf(e.getMessage()), pause(taken.attempts()), hopeless);
            LOG.warn(
                    "channel {} did not take that {} {} is {} (attempt {}{}): {}",
                    taken.channel(),
                    taken.message().rule(),
                    taken.message().subject(),
                    taken.message().state(),
                    taken.attempts(),
                    hopeless ? ", the last" : "",
                    e.getMessage());
            return false;
        }
        incidents.told(taken);
        return true;
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Names of all channels. */
    public List<String> channelNames() {
        return channels.names();
    }

    /**
     * Sends a message that only tries, without a row.
     *
     * @return what went wrong, by channel; {@code ""} where it was taken
     */
    public Map<String, String> test(List<String> names) {
        Map<String, String> results = new TreeMap<>();
        for (String name : names) {
            try {
                channels.find(name).orElseThrow().tell(Message.test(clock.instant()));
                results.put(name, "");
            } catch (NotToldException e) {
                results.put(name, String.valueOf(e.getMessage()));
            }
        }
        return results;
    }
}
