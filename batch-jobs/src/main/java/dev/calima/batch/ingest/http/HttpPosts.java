package dev.calima.batch.ingest.http;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Posts small bodies over HTTP: to {@link HttpHosts} only, at addresses that {@link CheckedNames} has looked at, without
 * following a redirect or reading an answer. One attempt; whoever wants more keeps the message. Thread-safe.
 */
public final class HttpPosts implements AutoCloseable {

    private static final int OK = 200;
    private static final int REDIRECT = 300;
    private static final int TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final HttpHosts hosts;
    private final CloseableHttpClient client;

    public HttpPosts(HttpHosts hosts, HttpLimits limits) {
        this.hosts = hosts;
        this.client = HttpSource.client(limits, new CheckedNames(java.net.InetAddress::getAllByName));
    }

    /**
     * Posts a JSON text.
     *
     * @throws ForbiddenHostException when the address may not be asked; nobody was
     * @throws HttpFailedException when it was not taken; its message names the host, and not the address, which may be a secret
     */
    public void post(URI address, Map<String, String> headers, byte[] json)
            throws ForbiddenHostException, HttpFailedException {
        hosts.check(address);
        HttpPost request = new HttpPost(address);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        int status;
        try {
            status = client.execute(
                    request, response -> response.getCode()); // the body is left unread, and the line closed
        } catch (UnknownHostException e) {
            throw HttpFailedException.passing(address.getHost() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw HttpFailedException.passing(address.getHost() + " cannot be reached: " + e.getMessage(), e);
        }
        if (status >= OK && status < REDIRECT) {
            return;
        }
        String answer = address.getHost() + " answered " + status;
        if (status == TIMEOUT || status == TOO_EARLY || status == TOO_MANY || status >= SERVER_ERROR) {
            throw HttpFailedException.passing(answer, null);
        }
        throw HttpFailedException.lasting(answer + "; look at the address and its rights", null);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
