package dev.calima.batch.operate.web;

import dev.calima.batch.access.ApiKeyReader;
import dev.calima.sql.type.ApiKey;
import dev.calima.sql.type.Pepper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys of the read API that open the operator API too: those with the role operator or admin, where the pepper is known. */
final class OperatorApiKeys {

    private final ApiKeyReader keys;
    private final @Nullable Pepper pepper;

    /** @param pepper null where it was not given: then no such key opens anything here */
    OperatorApiKeys(ApiKeyReader keys, @Nullable Pepper pepper) {
        this.keys = keys;
        this.pepper = pepper;
    }

    /** Whom a key belongs to; asks the database each time, so that a revoked one is refused at once. */
    Optional<OperatorKeys.Holder> find(String candidate) {
        if (pepper == null) {
            return Optional.empty();
        }
        return ApiKey.parse(candidate)
                .flatMap(key -> keys.open(key, pepper))
                .filter(key -> key.role().operates())
                .map(key -> new OperatorKeys.Holder(key.name() + " (key " + key.id() + ")", OperatorRole.OPERATOR));
    }
}
