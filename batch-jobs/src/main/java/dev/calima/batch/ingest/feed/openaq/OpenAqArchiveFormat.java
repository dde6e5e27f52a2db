package dev.calima.batch.ingest.feed.openaq;

import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.Lines;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The objects of OpenAQ's archive: one for each location and local day, one line for each value, with or without quotes.
 * A stamp is the END of its period, so the feed must say {@code hour-label: ending}. The length of the period is not told;
 * it is found from the stamps of each sensor ({@link Grid}), or said by the option {@code step-minutes}.
 *
 * <p>Source: OpenAQ, "About Open Data on AWS" (docs.openaq.org/aws/about) and "Dates, times and timezones".
 */
public final class OpenAqArchiveFormat implements FeedFormat {

    private static final int MINUTES_OF_DAY = 24 * 60;

    @Override
    public String name() {
        return "openaq-archive";
    }

    @Override
    public void check(FormatOptions options, Consumer<String> problems) {
        int step = step(options);
        if (step != 0 && (step < 0 || MINUTES_OF_DAY % step != 0)) {
            options.problem("step-minutes", "must divide a day, but is " + step);
        }
        options.finish(problems);
    }

    @Override
    public FeedReader open(Source source, FormatOptions options) throws IOException, NotThisFormatException {
        Lines lines = source.lines();
        do {
            if (!lines.next()) {
                throw new NotThisFormatException("it is empty: nothing to load; if it should not be, fetch it again");
            }
        } while (lines.start() == lines.end());
        String header = lines.text();
        return new ArchiveReader(lines, ArchiveColumns.of(header), header + "\n", step(options));
    }

    private static int step(FormatOptions options) {
        return options.wholeNumber("step-minutes", 0);
    }
}
