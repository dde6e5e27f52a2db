package dev.calima.batch.watch.alert;

import dev.calima.batch.config.AlertChannel;
import dev.calima.batch.ingest.http.ForbiddenHostException;
import dev.calima.batch.ingest.http.HttpFailedException;
import dev.calima.batch.ingest.http.HttpPosts;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts each message as JSON. With a secret, the header {@value #SIGNATURE} holds {@code sha256=} and the HMAC of the body in
 * hexadecimal, so that the receiver can tell that it is ours.
 */
final class WebhookChannel implements Channel {

    static final String SIGNATURE = "X-Calima-Signature";
    static final String NOTIFICATION = "X-Calima-Notification";
    private static final String ALGORITHM = "HmacSHA256";

    private final AlertChannel.Webhook definition;
    private final UnaryOperator<String> variables;
    private final HttpPosts posts;

    /** @param variables tells the value of an environment variable; empty when it is not set */
    WebhookChannel(AlertChannel.Webhook definition, UnaryOperator<String> variables, HttpPosts posts) {
        this.definition = definition;
        this.variables = variables;
        this.posts = posts;
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public void tell(Message message) throws NotToldException {
        byte[] body = message.json().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        headers.put(NOTIFICATION, Long.toString(message.notificationId()));
        if (definition.secretFrom() != null) {
            headers.put(SIGNATURE, "sha256=" + hmac(variable(definition.secretFrom()), body));
        }
        try {
            posts.post(new URI(address()), headers, body);
        } catch (URISyntaxException e) {
            throw new NotToldException("its address is none; look at the variable that holds it", null);
        } catch (ForbiddenHostException e) {
            throw new NotToldException(String.valueOf(e.getMessage()).replace(address(), "its address"), null);
        } catch (HttpFailedException e) {
            throw new NotToldException(String.valueOf(e.getMessage()), e);
        }
    }

    private String address() throws NotToldException {
        return definition.addressFrom() != null
                ? variable(definition.addressFrom())
                : String.valueOf(definition.address());
    }

    private String variable(String name) throws NotToldException {
        String value = variables.apply(name);
        if (value.isEmpty()) {
            throw new NotToldException("the environment variable " + name + " is not set", null);
        }
        return value;
    }

    static String hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
