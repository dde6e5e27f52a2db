package dev.calima.batch.ingest.load;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.validate.ReadingValidator;
import dev.calima.batch.ledger.Lease;
import java.util.List;

/**
 * What a running load works with; lives as long as the process that runs it.
 *
 * @param loadId key of the load
 * @param feed its feed
 * @param format reads its files
 * @param options the feed's own for its format
 * @param validator decides what to believe
 * @param files its files, in the ledger's order
 * @param lease the right to write
 */
public record LoadSession(
        long loadId,
        FeedDefinition feed,
        FeedFormat format,
        FormatOptions options,
        ReadingValidator validator,
        List<LandedFile> files,
        Lease lease) {

    public LoadSession {
        files = List.copyOf(files);
    }

    /** Lines of all files. */
    public long lines() {
        return files.stream().mapToLong(LandedFile::lines).sum();
    }
}
