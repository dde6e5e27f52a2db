package dev.calima.batch.ingest.feed.openaq;

import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of OpenAQ's API, version 3: {@code /v3/sensors/ID/hours} or {@code /measurements}. Each element of
 * {@code results} is a value with its period; its end is the stamp, so the feed must say {@code hour-label: ending}.
 *
 * <p>A page tells neither its location nor its sensor. The location is, in this order:
 *
 * <ol>
 *   <li>the station that was asked for, as the page's context tells ({@code station});
 *   <li>the number in the file's name after {@code location}: {@code location-2178.json}, {@code locationid=2178};
 *   <li>what the option {@code sensors} (sensor: location, both in quotes) says of the number in the file's name after
 *       {@code sensor}: {@code sensor-3917-page-1.json}, {@code sensors=3917}.
 * </ol>
 *
 * <p>The number of a line is the number of the element, from 1: pages come as one line.
 *
 * <p>Source: OpenAQ, "Measurements" and the API reference (docs.openaq.org).
 */
public final class OpenAqApiFormat implements FeedFormat {

    private static final Pattern LOCATION = Pattern.compile("locations?(?:[_-]?id)?[=_-]([0-9]{1,12})");
    private static final Pattern SENSOR = Pattern.compile("sensors?(?:[_-]?id)?[=_-]([0-9]{1,12})");
    private static final String RESULTS = "results";

    @Override
    public String name() {
        return "openaq-api";
    }

    @Override
    public void check(FormatOptions options, Consumer<String> problems) {
        FormatOptions sensors = options.section("sensors");
        sensors.keys().forEach(sensors::text);
        options.finish(problems);
        sensors.finish(problems);
    }

    @Override
    public boolean countsLines() {
        return false;
    }

    @Override
    public FeedReader open(Source source, FormatOptions options) throws IOException, NotThisFormatException {
        String location = location(source, options.section("sensors"));
        JsonElements elements = new JsonElements(source.in());
        try {
            if (!elements.find(RESULTS)) {
                throw new NotThisFormatException("it has no array 'results', as every page of OpenAQ's API has;"
                        + " check that the file belongs to this feed");
            }
        } catch (JsonElements.BrokenException e) {
            throw new NotThisFormatException("it is no page of OpenAQ's API: " + e.getMessage() + "; fetch it again");
        }
        return new ApiReader(elements, location);
    }

    @Override
    public String document(String head, List<String> rawTexts) {
        return "{\"" + RESULTS + "\":[\n" + String.join(",\n", rawTexts) + "\n]}\n";
    }

    private static String location(Source source, FormatOptions sensors) throws NotThisFormatException {
        if (source.context().containsKey("station")) {
            return source.context().getOrDefault("station", "");
        }
        Matcher location = LOCATION.matcher(source.name());
        if (location.find()) {
            return location.group(1);
        }
        Matcher sensor = SENSOR.matcher(source.name());
        if (sensor.find() && sensors.has(sensor.group(1))) {
            return sensors.text(sensor.group(1));
        }
        throw new NotThisFormatException("nothing tells which location it is of: put the location's number into the"
                + " file's name, such as location-2178.json, or the sensor's, such as sensor-3917.json, and the sensor"
                + " among the feed's option 'sensors'");
    }
}
