package dev.calima.api.access;

import dev.calima.api.web.RequestProblem;
import dev.calima.sql.type.ApiKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells who asks; refuses keys that open nothing. */
@Component
class Gate {

    static final String HEADER = "X-API-Key";

    private final AccessSettings settings;
    private final KeyRing keys;
    private final Quotas quotas;
    private final CallerAddress addresses;

    Gate(AccessSettings settings, KeyRing keys, Quotas quotas) {
        this.settings = settings;
        this.keys = keys;
        this.quotas = quotas;
        this.addresses = new CallerAddress(settings.proxies());
    }

    /** Somebody at the address of a request, whatever key it has. */
    Caller stranger(HttpServletRequest request) {
        return Caller.at(addresses.of(request));
    }

    /**
     * Who asks.
     *
     * @throws RequestProblem when it shows a key in the wrong place (400) or one that opens nothing (401)
     */
    Caller caller(HttpServletRequest request) {
        if (KeyInUrl.isIn(request.getQueryString())) {
            throw RequestProblem.notReadable(
                    "key-in-url",
                    "A key must not stand in a URL, which is kept in logs and histories: send it in the header "
                            + HEADER + ". If it was a real one, have it revoked and ask for another.");
        }
        List<String> given = Collections.list(request.getHeaders(HEADER));
        if (given.isEmpty()) {
            return stranger(request);
        }
        Optional<ApiKey> key = given.size() == 1 ? ApiKey.parse(given.getFirst().strip()) : Optional.empty();
        if (key.isEmpty()) {
            throw RequestProblem.notLetIn(
                    "key-malformed",
                    "The header " + HEADER
                            + " must hold one whole key, as it was shown when it was made: 16 letters and digits, a"
                            + " dot, 43 characters. Without the header you may ask too, within a small quota.");
        }
        return Caller.with(open(key.get(), stranger(request)));
    }

    private StoredKey open(ApiKey key, Caller stranger) {
        if (!keys.isKnown(key) && quotas.isExhausted(stranger.subject())) {
            throw unknown(); // who tries keys without end does not get to the database
        }
        StoredKey stored = keys.find(key)
                .filter(candidate -> settings.pepper().matches(key, candidate.hmac()))
                .orElseThrow(Gate::unknown);
        if (stored.revoked()) {
            throw RequestProblem.notLetIn(
                    "key-revoked", "The key " + stored.id() + " was revoked; ask who gave it to you for another.");
        }
        if (stored.expired()) {
            throw RequestProblem.notLetIn(
                    "key-expired",
                    "The key " + stored.id() + " expired at " + stored.expiresAt()
                            + "; ask who gave it to you for another.");
        }
        return stored;
    }

    private static RequestProblem unknown() {
        return RequestProblem.notLetIn(
                "key-unknown",
                "This key is not known here: see whether all of it was copied, and whether it was made for this server.");
    }
}
