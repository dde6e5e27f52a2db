package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import java.io.IOException;

/**
 * Madrid's file of the day so far, in the layouts of {@link MadridHourlyFormat}. An hour that is not over yet looks like a 0
 * that is not valid, so such a 0 says nothing here.
 */
public final class MadridRealtimeFormat implements FeedFormat {

    @Override
    public String name() {
        return "madrid-realtime";
    }

    @Override
    public FeedReader open(Source source, FormatOptions options) throws IOException, NotThisFormatException {
        return new MadridHourlyReader(MadridLines.open(source, MadridLayouts.HOURLY), true);
    }
}
