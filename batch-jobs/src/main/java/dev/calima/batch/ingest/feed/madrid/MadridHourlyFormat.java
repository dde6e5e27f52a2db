package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import java.io.IOException;

/**
 * Madrid's files of one month, of air and of weather, with one line for each station, magnitude and day and 24 pairs of
 * value and flag: without separators until September 2017, with commas after that, and with a header and {@code ;} beside
 * them. The content tells which. Only flag {@code V} is valid.
 *
 * <p>Source: Ayuntamiento de Madrid, "Intérprete de ficheros de datos horarios, diarios y tiempo real".
 */
public final class MadridHourlyFormat implements FeedFormat {

    @Override
    public String name() {
        return "madrid-hourly";
    }

    @Override
    public FeedReader open(Source source, FormatOptions options) throws IOException, NotThisFormatException {
        return new MadridHourlyReader(MadridLines.open(source, MadridLayouts.HOURLY), false);
    }
}
