package dev.calima.batch.ingest;

import dev.calima.batch.ingest.feed.FeedFormat;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** Finds every {@link FeedFormat} by its type, so that a format imports no Spring. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        basePackageClasses = FeedFormat.class,
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = FeedFormat.class))
class FeedFormats {}
