package dev.calima.api.feed;

import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.Publication;
import dev.calima.api.web.Terms;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Operation", description = "How the sources, the jobs and the models stand.")
class FeedController {

    private static final Duration MAX_AGE = Duration.ofSeconds(30);

    private final FeedQueries queries;
    private final Clock clock;

    FeedController(FeedQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @GetMapping(path = "/v1/feeds/status", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listFeedStatus",
            summary = "How each source stands",
            description = "Asked, answered, loaded, how far it reaches, and whether it is late. By name.")
    ResponseEntity<FeedResponse> list() {
        List<FeedQueries.Found> found = queries.list(clock.instant());
        List<Publication> publications =
                found.stream().map(FeedQueries.Found::publication).toList();
        return AnswerHeaders.cachedFor(MAX_AGE, publications)
                .body(new FeedResponse(
                        Terms.of(publications),
                        found.stream().map(FeedQueries.Found::status).toList()));
    }
}
