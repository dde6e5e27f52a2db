package dev.calima.batch.ingest.load;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.validate.ReadingValidator;
import dev.calima.batch.ledger.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a running load works with; lives as long as the process that runs it.
 *
 * @param loadId key of the load
 * @param feed its feed
 * @param format reads its files
 * @param options the feed's own for its format
 * @param validator decides what to believe
 * @param files its files, in the ledger's order
 * @param countedFields of files made of mended lines, by their hash: the columns that count, by line
 * @param received when each file was received first, in the same order
 * @param lease the right to write
 */
public record LoadSession(
        long loadId,
        FeedDefinition feed,
        FeedFormat format,
        FormatOptions options,
        ReadingValidator validator,
        List<LandedFile> files,
        Map<String, Map<Long, Set<String>>> countedFields,
        List<Instant> received,
        Lease lease) {

    public LoadSession {
        files = List.copyOf(files);
        countedFields = Map.copyOf(countedFields);
        received = List.copyOf(received);
    }

    /** What reads a file. */
    FeedFormat formatOf(LandedFile file) {
        @Nullable Map<Long, Set<String>> counted = countedFields.get(file.sha256());
        return counted == null ? format : new CountedFields(format, counted);
    }

    /** Lines of all files. */
    public long lines() {
        return files.stream().mapToLong(LandedFile::lines).sum();
    }
}
