package dev.calima.batch.ingest.ask;

import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.SourceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The process's environment, which holds the keys that sources want. Shows nothing of it. */
public final class Secrets {

    private final Map<String, String> environment;

    public Secrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** A variable; {@code ""} when it is not set. */
    public String value(String variable) {
        return environment.getOrDefault(variable, "");
    }

    /** The variables that the headers of a source's requests need and that are not set, by name. */
    public List<String> missing(SourceDefinition source) {
        return source.headers().values().stream()
                .filter(variable -> value(variable).isBlank())
                .sorted()
                .toList();
    }

    /**
     * The headers of a feed's requests.
     *
     * @throws ConfigException naming every variable that is not set
     */
    public Map<String, String> headers(FeedDefinition feed, SourceDefinition source) {
        Map<String, String> headers = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        source.headers().forEach((header, variable) -> {
            headers.put(header, value(variable));
            if (value(variable).isBlank()) {
                missing.add("feeds/" + feed.name() + ".yaml source: the environment variable " + variable
                        + " is not set; it holds the value of the request header " + header
                        + ". Set it to the key that the source gave you");
            }
        });
        if (!missing.isEmpty()) {
            throw new ConfigException(missing);
        }
        return headers;
    }

    @Override
    public String toString() {
        return "Secrets";
    }
}
