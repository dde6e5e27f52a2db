package dev.calima.api.access;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Caller", description = "Who asks.")
class UsageController {

    private static final int DAYS = 31;

    private final AccessSettings settings;
    private final Quotas quotas;
    private final GateQueries queries;

    UsageController(AccessSettings settings, Quotas quotas, GateQueries queries) {
        this.settings = settings;
        this.quotas = quotas;
        this.queries = queries;
    }

    @GetMapping(path = "/v1/me/usage", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "showUsage",
            summary = "What you may ask and have asked",
            description =
                    "Tells as what you are known here, how many requests are left, and with a key how many there were on each"
                            + " of the last 31 days. This request counts too.")
    ResponseEntity<UsageResponse> show(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        Standing standing = quotas.look(caller.subject(), settings.quota(caller.role()));
        @Nullable StoredKey key = caller.key();
        UsageResponse.Usage usage = new UsageResponse.Usage(
                caller.role().code(),
                key == null ? null : new UsageResponse.Key(key.id(), key.name(), key.groups(), key.expiresAt()),
                new UsageResponse.Window(
                        standing.quota().requests(),
                        standing.quota().windowSeconds(),
                        standing.remaining(),
                        standing.secondsLeft()),
                key == null ? List.of() : queries.days(key.id(), DAYS));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new UsageResponse(usage));
    }
}
