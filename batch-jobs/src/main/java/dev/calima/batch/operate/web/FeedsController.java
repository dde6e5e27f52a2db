package dev.calima.batch.operate.web;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the feeds, as far as one who plans or uploads has to know them. */
@RestController
@ConditionalOnWebApplication
class FeedsController {

    private final JobsConfig config;

    FeedsController(JobsConfig config) {
        this.config = config;
    }

    /**
     * A feed.
     *
     * @param name its name
     * @param title one line for people
     * @param network whose stations it tells of
     * @param zone zone of its local hours
     * @param isAsked whether its source can be asked for it
     */
    record Feed(String name, String title, String network, String zone, boolean isAsked) {

        private static Feed of(FeedDefinition feed) {
            return new Feed(
                    feed.name(), feed.title(), feed.network(), feed.zone().getId(), feed.source() != null);
        }
    }

    /** All feeds, by name. */
    @GetMapping("/ops/v1/feeds")
    List<Feed> list() {
        return config.feeds().values().stream()
                .sorted(Comparator.comparing(FeedDefinition::name))
                .map(Feed::of)
                .toList();
    }
}
