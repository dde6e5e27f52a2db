package dev.calima.batch.ingest.http;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Asks sources over HTTP. It asks only {@link HttpHosts}, at addresses that {@link CheckedNames} has looked at; follows no
 * redirect to another host; tries again what may pass, after pauses that double and vary, or as long as the source asks for;
 * and hands over only what came whole. Thread-safe.
 */
public final class HttpSource implements AutoCloseable {

    private static final int MOST_HEADERS = 200;
    private static final int MOST_HEADER_CHARACTERS = 1 << 16;
    private static final int MOST_REDIRECTS = 3;
    private static final double FACTOR = 2;
    private static final double JITTER = 0.5;
    private static final String AGENT = "calima";

    private final HttpLimits limits;
    private final HttpHosts hosts;
    private final CloseableHttpClient client;
    private final IntervalFunction pauses;
    private final Quota quota = new Quota();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("http-deadlines").factory());

    /** A source with the machine's own way to look up names. */
    public HttpSource(HttpHosts hosts, HttpLimits limits) {
        this(hosts, limits, InetAddress::getAllByName);
    }

    HttpSource(HttpHosts hosts, HttpLimits limits, CheckedNames.Lookup lookup) {
        this.limits = limits;
        this.hosts = hosts;
        this.pauses = limits.attempts() < 2
                ? IntervalFunction.ofDefaults()
                : IntervalFunction.ofExponentialRandomBackoff(
                        limits.firstPause(), FACTOR, JITTER, limits.longestPause());
        this.client = client(limits, new CheckedNames(lookup));
    }

    static CloseableHttpClient client(HttpLimits limits, CheckedNames names) {
        Http1Config lines = Http1Config.custom()
                .setMaxHeaderCount(MOST_HEADERS)
                .setMaxLineLength(MOST_HEADER_CHARACTERS)
                .build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(lines)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(limits.connect()))
                                .setSocketTimeout(Timeout.of(limits.silence()))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(limits.silence()))
                        .build())
                .setUserAgent(AGENT)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression() // the bytes are kept as they came
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /** Refuses, without asking anybody, an address that may not be asked. */
    public void check(URI address) throws ForbiddenHostException {
        hosts.check(address);
    }

    /**
     * Asks until there is an answer, or no more hope.
     *
     * @param folder where the body is put
     * @throws ForbiddenHostException when the address may not be asked; nobody was
     * @throws HttpFailedException when every attempt failed, or asking again makes no sense
     * @throws IOException when the body cannot be written here
     */
    public HttpAnswer ask(HttpQuestion question, Path folder)
            throws ForbiddenHostException, HttpFailedException, IOException {
        hosts.check(question.address());
        RetryConfig config = RetryConfig.<HttpAnswer>custom()
                .maxAttempts(limits.attempts())
                .retryOnException(problem -> problem instanceof HttpFailedException failed && failed.isPassing())
                .intervalBiFunction((attempt, outcome) -> pause(attempt, outcome.getLeft()))
                .build();
        try {
            return Retry.of("http", config).executeCallable(() -> attempt(question, folder));
        } catch (ForbiddenHostException | HttpFailedException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw HttpFailedException.lasting(question + ": " + e.getMessage(), e);
        }
    }

    private long pause(int attempt, @Nullable Throwable problem) {
        long own = pauses.apply(attempt);
        return problem instanceof HttpFailedException failed ? Math.max(own, failed.waitMillis()) : own;
    }

    private HttpAnswer attempt(HttpQuestion question, Path folder)
            throws ForbiddenHostException, HttpFailedException, IOException {
        URI address = question.address();
        for (int redirects = 0; ; redirects++) {
            await(address);
            HttpReply reply = once(question, address, folder);
            if (reply instanceof HttpReply.Final found) {
                return found.answer();
            }
            URI next = ((HttpReply.Elsewhere) reply).address();
            if (redirects == MOST_REDIRECTS) {
                throw HttpFailedException.lasting(
                        question + ": redirects in a circle, last to " + next + "; look at the address", null);
            }
            if (!isSameHost(address, next)) {
                throw HttpFailedException.lasting(
                        question + ": redirects to another host, " + next
                                + ", which is not followed; if that is right, use that address instead",
                        null);
            }
            hosts.check(next);
            address = next;
        }
    }

    private static boolean isSameHost(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(String.valueOf(other.getScheme()))
                && one.getHost().equalsIgnoreCase(String.valueOf(other.getHost()))
                && one.getPort() == other.getPort();
    }

    /** Leaves a host alone as long as it asks for. */
    private void await(URI address) throws HttpFailedException {
        long nanos = quota.waitNanos(address.getAuthority());
        if (nanos <= 0) {
            return;
        }
        if (nanos > limits.longestPause().toNanos()) {
            throw HttpFailedException.lasting(
                    address + ": its host wants no more questions for " + TimeUnit.NANOSECONDS.toSeconds(nanos)
                            + " s; the next run asks again",
                    null);
        }
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HttpFailedException.lasting(address + ": interrupted while waiting for the host", e);
        }
    }

    private HttpReply once(HttpQuestion question, URI address, Path folder) throws HttpFailedException, IOException {
        HttpGet request = new HttpGet(address);
        question.headers().forEach(request::setHeader);
        request.setHeader("Accept-Encoding", "gzip, identity");
        if (question.etag() != null) {
            request.setHeader("If-None-Match", question.etag());
        } else if (question.lastModified() != null) {
            request.setHeader("If-Modified-Since", question.lastModified());
        }
        Path body = Files.createTempFile(folder, "receiving", ".tmp");
        HttpReception reception = new HttpReception(address, limits, body);
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    reception.expire();
                    request.cancel();
                },
                limits.whole().toMillis(),
                TimeUnit.MILLISECONDS);
        boolean keep = false;
        try {
            HttpReply reply = client.execute(request, response -> {
                quota.note(address.getAuthority(), response);
                return reception.receive(response);
            });
            keep = reply instanceof HttpReply.Final found && found.answer() instanceof HttpAnswer.Received;
            return reply;
        } catch (HttpReception.RefusedException e) {
            throw e.reason();
        } catch (HttpReception.CannotKeepException e) {
            throw e.reason();
        } catch (IOException e) {
            throw explain(question, reception, e);
        } finally {
            deadline.cancel(false);
            if (!keep) {
                Files.deleteIfExists(body);
            }
        }
    }

    private HttpFailedException explain(HttpQuestion question, HttpReception reception, IOException e) {
        if (reception.isExpired()) {
            return HttpFailedException.passing(
                    question + ": no whole answer within " + limits.whole().toMillis() / 1000.0
                            + " s; its host is slow, ask again later",
                    e);
        }
        @Nullable Throwable cause = e.getCause();
        if (e instanceof CheckedNames.ForbiddenAddressException) {
            return HttpFailedException.lasting(question + ": " + e.getMessage(), e);
        }
        if (e instanceof UnknownHostException) {
            return HttpFailedException.passing(
                    question + ": nobody knows the host's name; look at the address and the network", e);
        }
        if (e instanceof SSLException && !(cause instanceof InterruptedIOException)) {
            return HttpFailedException.lasting(
                    question + ": no trusted connection (" + e.getMessage() + "); look at the host's certificate", e);
        }
        if (cause instanceof ProtocolException) {
            return HttpFailedException.passing(
                    question + ": the answer is no HTTP (" + cause.getMessage() + "); look at the address", e);
        }
        return HttpFailedException.passing(
                String.format(
                        Locale.ROOT,
                        "%s: no whole answer after %,d bytes (%s); its host or the network has trouble, ask again later",
                        question,
                        reception.received(),
                        e.getMessage()),
                e);
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
