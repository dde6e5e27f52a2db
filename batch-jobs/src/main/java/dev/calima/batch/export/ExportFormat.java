package dev.calima.batch.export;

import java.util.Locale;

/** A form in which the same rows are published. */
enum ExportFormat {
    /** Text after RFC 4180, packed with gzip. */
    CSV(".csv.gz"),
    /** Apache Parquet. */
    PARQUET(".parquet");

    private final String suffix;

    ExportFormat(String suffix) {
        this.suffix = suffix;
    }

    /** Its name in the table {@code export_file}. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a file's name ends with. */
    String suffix() {
        return suffix;
    }
}
