package dev.calima.batch.ingest;

import dev.calima.batch.config.FeedCheck;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FormatOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** Finds every {@link FeedFormat} by its type, so that a format imports no Spring. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        basePackageClasses = FeedFormat.class,
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = FeedFormat.class))
public class FeedFormats {

    FeedFormats() {}

    /** Whether each feed names a format that there is, and says to it what it understands. */
    public static FeedCheck check() {
        List<FeedFormat> formats;
        try (AnnotationConfigApplicationContext found = new AnnotationConfigApplicationContext(FeedFormats.class)) {
            formats = List.copyOf(found.getBeansOfType(FeedFormat.class).values());
        }
        return (feed, problems) -> check(formats, feed, problems);
    }

    /** The format that a feed names; empty when there is none of that name. */
    public static Optional<FeedFormat> find(List<FeedFormat> formats, FeedDefinition feed) {
        return formats.stream()
                .filter(format -> format.name().equals(feed.format()))
                .findFirst();
    }

    /** What a feed says to its format. */
    public static FormatOptions options(FeedDefinition feed) {
        return new FormatOptions(
                "feeds/" + feed.name() + ".yaml options",
                feed.options(),
                feed.parameters().keySet());
    }

    /** The one problem of a feed that names no format. */
    static String unknownFormat(List<FeedFormat> formats, FeedDefinition feed) {
        return "feeds/" + feed.name() + ".yaml: format '" + feed.format() + "' is none of "
                + formats.stream().map(FeedFormat::name).sorted().toList();
    }

    private static void check(List<FeedFormat> formats, FeedDefinition feed, Consumer<String> problems) {
        find(formats, feed)
                .ifPresentOrElse(
                        format -> format.check(options(feed), problems),
                        () -> problems.accept(unknownFormat(formats, feed)));
    }
}
