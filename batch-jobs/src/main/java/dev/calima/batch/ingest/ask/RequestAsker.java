package dev.calima.batch.ingest.ask;

import dev.calima.batch.config.AddressTemplate;
import dev.calima.batch.config.S3Address;
import dev.calima.batch.ingest.fetch.FileFinder;
import dev.calima.batch.ingest.fetch.Incoming;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.ingest.fetch.StorageSettings;
import dev.calima.batch.ingest.http.ForbiddenHostException;
import dev.calima.batch.ingest.http.HttpAnswer;
import dev.calima.batch.ingest.http.HttpFailedException;
import dev.calima.batch.ingest.http.HttpFiles;
import dev.calima.batch.ingest.http.HttpQuestion;
import dev.calima.batch.ingest.http.HttpSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks one request, all its pages, and keeps what comes. A source that fails is an answer of its own, never an exception. */
@Component
public final class RequestAsker {

    /** Beyond so many pages something is wrong with how they are counted. */
    private static final int MOST_PAGES = 1000;

    /** Of what is asked for: our code of the station. */
    private static final String STATION = "station";
    /** Of what was found in a listing. */
    private static final String ETAG = "etag";

    private final HttpSource http;
    private final HttpFiles httpFiles;
    private final FileFinder finder;
    private final LandingArea landing;
    private final StorageSettings storage;
    private final Path receiving;
    private final Clock clock;

    RequestAsker(
            HttpSource http,
            HttpFiles httpFiles,
            FileFinder finder,
            LandingArea landing,
            StorageSettings storage,
            Clock clock) {
        this.http = http;
        this.httpFiles = httpFiles;
        this.finder = finder;
        this.landing = landing;
        this.storage = storage;
        this.receiving = storage.folder().resolveSibling("receiving");
        this.clock = clock;
    }

    /**
     * Asks.
     *
     * @param feed whose answer it is
     * @param headers of the request, secret ones among them
     * @param pageSize results of a full page; 0 when the answer has no pages
     * @param known what we have already
     */
    public Asked ask(String feed, PlannedRequest request, Map<String, String> headers, int pageSize, Validator known) {
        Instant now = clock.instant();
        try {
            return request.address().startsWith("s3://")
                    ? list(feed, request, known, now)
                    : pages(feed, request, headers, pageSize, known, now);
        } catch (ForbiddenHostException | HttpFailedException | IOException | IllegalArgumentException e) {
            return Asked.failed(request, String.valueOf(e.getMessage()), now);
        }
    }

    private Asked pages(
            String feed,
            PlannedRequest request,
            Map<String, String> headers,
            int pageSize,
            Validator known,
            Instant now)
            throws ForbiddenHostException, HttpFailedException, IOException {
        Files.createDirectories(receiving);
        List<LandedFile> files = new ArrayList<>();
        PageEnd pages = new PageEnd(pageSize);
        for (int page = 1; page <= MOST_PAGES; page++) {
            URI address = URI.create(AddressTemplate.page(request.address(), page));
            HttpAnswer answer =
                    http.ask(new HttpQuestion(address, headers, known.etag(), known.lastModified()), receiving);
            switch (answer) {
                case HttpAnswer.Unchanged same -> {
                    return Asked.of(request, Asked.State.UNCHANGED, List.of(), now);
                }
                case HttpAnswer.Nothing nothing -> {
                    if (page == 1 && !request.mayBeAbsent() && nothing.status() != 204) {
                        return Asked.failed(
                                request,
                                address + ": answered " + nothing.status() + ", there is nothing; look at the address",
                                now);
                    }
                    return Asked.of(request, files.isEmpty() ? Asked.State.NOTHING : Asked.State.ANSWERED, files, now);
                }
                case HttpAnswer.Received received -> {
                    List<LandedFile> landed = land(feed, request, address, received);
                    files.addAll(landed);
                    if (!request.isPaged() || pages.isLast(landed.getFirst())) {
                        Asked asked = Asked.of(request, Asked.State.ANSWERED, files, now);
                        return request.isRecurring() && !request.isPaged()
                                ? asked.validatedBy(received.etag(), received.lastModified())
                                : asked;
                    }
                }
            }
        }
        return Asked.failed(
                request, request.address() + ": more than " + MOST_PAGES + " pages; ask for less at a time", now);
    }

    private List<LandedFile> land(String feed, PlannedRequest request, URI address, HttpAnswer.Received received)
            throws IOException {
        try {
            return landing.land(feed, httpFiles.incoming(address, context(request, Map.of()), received));
        } finally {
            Files.deleteIfExists(received.body());
        }
    }

    /** Objects in a bucket: what has the same ETag as when it was loaded is not read again. */
    private Asked list(String feed, PlannedRequest request, Validator known, Instant now) throws IOException {
        String bucket =
                S3Address.parse(request.address()).map(S3Address::bucket).orElse("");
        if (!storage.buckets().contains(bucket)) {
            return Asked.failed(
                    request,
                    request.address() + ": bucket " + bucket + " may not be read; add it to CALIMA_S3_BUCKETS",
                    now);
        }
        List<Incoming> found;
        try {
            found = finder.find(List.of(request.address()));
        } catch (NothingFoundException e) {
            return request.mayBeAbsent()
                    ? Asked.of(request, Asked.State.NOTHING, List.of(), now)
                    : Asked.failed(request, String.valueOf(e.getMessage()), now);
        }
        String etags = String.join(
                ",",
                found.stream()
                        .map(one -> String.valueOf(one.context().get(ETAG)))
                        .toList());
        if (etags.equals(known.etag())) {
            return Asked.of(request, Asked.State.UNCHANGED, List.of(), now);
        }
        List<LandedFile> files = new ArrayList<>();
        for (Incoming one : found) {
            files.addAll(landing.land(
                    feed, new Incoming(one.name(), one.source(), context(request, one.context()), one.content())));
        }
        @Nullable String validator = request.isRecurring() ? etags : null;
        return Asked.of(request, Asked.State.ANSWERED, files, now).validatedBy(validator, null);
    }

    private static Map<String, String> context(PlannedRequest request, Map<String, String> seen) {
        Map<String, String> context = new TreeMap<>(seen);
        if (!request.station().isEmpty()) {
            context.put(STATION, request.station());
        }
        return context;
    }
}
