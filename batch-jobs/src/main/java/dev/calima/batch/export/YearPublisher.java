package dev.calima.batch.export;

import dev.calima.batch.ingest.fetch.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes the files of a year beside each other while its rows are read once, puts them into the exports area and then into the
 * manifest. The name tells what they are of and of when, so the same content has the same name.
 */
@Component
class YearPublisher {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern(
                    "yyyyMMdd'T'HHmmss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ExportReader reader;
    private final ExportFileWriter manifest;
    private final ExportStore store;

    YearPublisher(ExportReader reader, ExportFileWriter manifest, ExportStore store) {
        this.reader = reader;
        this.manifest = manifest;
        this.store = store;
    }

    /**
     * Publishes a year, in the caller's transaction as far as the manifest goes.
     *
     * @return its files; none when the year has no values
     */
    List<PublishedFile> publish(ExportYear year) throws IOException, SQLException {
        Path csv = Files.createTempFile("calima-export", ExportFormat.CSV.suffix());
        Path parquet = Files.createTempFile("calima-export", ExportFormat.PARQUET.suffix());
        try {
            Sum sum = new Sum();
            @Nullable Instant asOf;
            try (CsvExport text = new CsvExport(csv, year);
                    ParquetExport columns = new ParquetExport(parquet, year)) {
                asOf = reader.read(year, row -> {
                    text.write(row);
                    columns.write(row);
                    sum.add(row);
                });
            }
            if (asOf == null || sum.rows == 0) {
                return List.of();
            }
            List<PublishedFile> files = new ArrayList<>();
            files.add(put(year, ExportFormat.CSV, csv, sum, asOf));
            files.add(put(year, ExportFormat.PARQUET, parquet, sum, asOf));
            files.forEach(manifest::publish);
            return files;
        } finally {
            Files.deleteIfExists(csv);
            Files.deleteIfExists(parquet);
        }
    }

    private PublishedFile put(ExportYear year, ExportFormat format, Path file, Sum sum, Instant asOf)
            throws IOException {
        String name = year.network() + "-" + year.parameter() + "-" + year.year() + "-" + STAMP.format(asOf) + "-v"
                + ExportFileWriter.LAYOUT + format.suffix();
        String key = store.key(year.network() + "/" + year.parameter() + "/" + year.year() + "/" + name);
        byte[] sha256 = sha256(file);
        store.put(key, file, sha256);
        return new PublishedFile(
                year,
                format,
                store.kind(),
                store.bucket(),
                key,
                sha256,
                Files.size(file),
                sum.rows,
                Objects.requireNonNull(sum.first),
                Objects.requireNonNull(sum.last),
                asOf);
    }

    private static byte[] sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return digest.digest();
    }

    /** What the manifest says of the rows. */
    private static final class Sum {

        private long rows;
        private @Nullable Instant first;
        private @Nullable Instant last;

        void add(ExportRow row) {
            rows++;
            first = first == null || row.start().isBefore(first) ? row.start() : first;
            last = last == null || row.end().isAfter(last) ? row.end() : last;
        }
    }
}
