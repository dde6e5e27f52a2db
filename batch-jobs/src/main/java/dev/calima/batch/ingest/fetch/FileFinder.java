package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** From what a person types (files, folders, globs, addresses) to files. */
@Component
public final class FileFinder {

    private final List<FileSource> sources;

    FileFinder(List<FileSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * The files meant, each once, in the order typed and by name within a folder, glob or prefix.
     *
     * @throws NothingFoundException when an address leads nowhere; the message says which and what to do
     */
    public List<Incoming> find(List<String> addresses) throws IOException, NothingFoundException {
        Map<String, Incoming> files = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String address : addresses) {
            try {
                source(address).find(address).forEach(file -> files.putIfAbsent(file.source(), file));
            } catch (NothingFoundException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new NothingFoundException(String.join(System.lineSeparator(), problems));
        }
        return List.copyOf(files.values());
    }

    private FileSource source(String address) {
        return sources.stream()
                .filter(source -> source.isOneOfIts(address))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody reads from " + address));
    }
}
