package dev.calima.batch.ingest.feed.openmeteo;

import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hourly weather as Open-Meteo answers it: one location, or an array of them, each with {@code hourly.time} and an array for
 * each variable. The variables' names are the keys of the feed's parameters; their units stand in the answer.
 *
 * <p>An answer tells no station, and its coordinates are those of a cell of the model. The station is the one that was asked
 * for, when the feed's {@code source} asked; otherwise the option {@code stations} names the locations in their order.
 *
 * <p>The feed must say {@code hour-label: ending}: rain is the sum of the hour before its time, and the other variables are
 * values of that moment, which closes the same hour. Hours that end after the answer was received are a forecast: they
 * are left out and counted.
 *
 * <p>The number of a line is the number of the hour, from 1 and through all locations: answers come as one line.
 *
 * <p>Source: Open-Meteo, "Weather Forecast API" (open-meteo.com/en/docs), column "Valid time" of the hourly variables.
 */
public final class OpenMeteoFormat implements FeedFormat {

    @Override
    public String name() {
        return "open-meteo-weather";
    }

    @Override
    public void check(FormatOptions options, Consumer<String> problems) {
        stations(options);
        options.finish(problems);
    }

    @Override
    public boolean countsLines() {
        return false;
    }

    @Override
    public FeedReader open(Source source, FormatOptions options) throws IOException, NotThisFormatException {
        @Nullable String asked = source.context().get("station");
        List<String> stations = asked == null ? stations(options) : List.of(asked);
        if (stations.isEmpty()) {
            throw new NotThisFormatException(
                    "nothing tells which station it is of: name the stations of its locations, in"
                            + " their order, in the feed's option 'stations'");
        }
        OpenMeteoAnswer answer = new OpenMeteoAnswer(source.in());
        try {
            @Nullable OpenMeteoLocation first = answer.next();
            if (first == null) {
                throw new NotThisFormatException("it has no location: nothing to load; ask again");
            }
            if (first.reason() != null) {
                throw new NotThisFormatException("it is a refusal of Open-Meteo, which says: " + first.reason()
                        + "; correct the feed's address");
            }
            if (first.times() == null) {
                throw new NotThisFormatException(
                        "it has no array 'hourly.time', as every hourly answer of Open-Meteo has;"
                                + " check that the file belongs to this feed");
            }
            return new OpenMeteoReader(answer, first, stations, source.received());
        } catch (OpenMeteoAnswer.BrokenException e) {
            throw new NotThisFormatException("it is no answer of Open-Meteo: " + e.getMessage() + "; fetch it again");
        }
    }

    /** An answer of as many locations, each of one hour. */
    @Override
    public String document(String head, List<String> rawTexts) {
        return "[\n" + String.join(",\n", rawTexts) + "\n]\n";
    }

    private static List<String> stations(FormatOptions options) {
        return options.texts("stations", List.of());
    }
}
