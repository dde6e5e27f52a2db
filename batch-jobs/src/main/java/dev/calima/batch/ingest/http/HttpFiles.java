package dev.calima.batch.ingest.http;

import dev.calima.batch.ingest.fetch.FileSource;
import dev.calima.batch.ingest.fetch.Incoming;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One file at an HTTP address, received whole before a byte of it is handed over. */
public final class HttpFiles implements FileSource {

    private static final Pattern HTTP = Pattern.compile("(?i)https?://.*");
    private static final int MOST_NAME = 100;

    private final HttpSource source;
    private final Path folder;

    /** @param folder where bodies lie until they are kept */
    public HttpFiles(HttpSource source, Path folder) {
        this.source = source;
        this.folder = folder;
    }

    @Override
    public boolean isOneOfIts(String address) {
        return HTTP.matcher(address).matches();
    }

    @Override
    public List<Incoming> find(String text) throws NothingFoundException {
        try {
            URI address = new URI(text);
            source.check(address);
            return List.of(Incoming.of(name(address), text, () -> open(address)));
        } catch (URISyntaxException e) {
            throw new NothingFoundException(text + " is no address (" + e.getMessage() + ")");
        } catch (ForbiddenHostException e) {
            throw new NothingFoundException(String.valueOf(e.getMessage()));
        }
    }

    private InputStream open(URI address) throws IOException {
        try {
            HttpAnswer answer = source.ask(HttpQuestion.of(address), Files.createDirectories(folder));
            if (answer instanceof HttpAnswer.Received received) {
                return body(received.body());
            }
            throw new IOException(address + ": there is nothing; look at the address");
        } catch (ForbiddenHostException | HttpFailedException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What was asked for and has come. */
    public Incoming incoming(URI address, Map<String, String> context, HttpAnswer.Received answer) {
        return new Incoming(name(address), address.toString(), context, () -> body(answer.body()));
    }

    /** The bytes; their file is gone when they have been read. */
    private static InputStream body(Path file) throws IOException {
        return new FilterInputStream(Files.newInputStream(file)) {
            @Override
            public void close() throws IOException {
                super.close();
                Files.deleteIfExists(file);
            }
        };
    }

    /** The last part of the path, as far as a file may be called so; the host where it has none. */
    private static String name(URI address) {
        String path = String.valueOf(address.getPath());
        String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        String name = last.isEmpty() || last.startsWith(".") ? address.getHost() : last;
        return name.length() <= MOST_NAME ? name : name.substring(0, MOST_NAME);
    }
}
