package dev.calima.batch.operate;

import dev.calima.batch.ingest.load.LoadReader.RejectedFilter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which refused lines and values are meant. */
final class RejectsFilter {

    @Option(names = "--load", paramLabel = "N", description = "Only those of load N; without it, of all loads.")
    private long load;

    @Option(names = "--feed", paramLabel = "FEED", description = "Only those of a feed.")
    private @Nullable String feed;

    @Option(names = "--code", paramLabel = "KIND", description = "Only those of a kind, such as unknown-station.")
    private @Nullable String code;

    @Option(names = "--file", paramLabel = "NAME", description = "Only those of files with this name.")
    private @Nullable String file;

    @Option(names = "--line", paramLabel = "N", description = "Only those of line N.")
    private long line;

    /** The same as a run is told. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        if (load != 0) {
            parameters.put("load", String.valueOf(load));
        }
        if (line != 0) {
            parameters.put("line", String.valueOf(line));
        }
        put(parameters, "feed", feed);
        put(parameters, "code", code);
        put(parameters, "file", file);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    RejectedFilter filter(boolean settled) {
        return new RejectedFilter(load, feed, code, file, line, settled);
    }
}
