package dev.calima.batch.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.sql.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Older years of Madrid against the daily means that the publisher gives of them, where the development data are at hand. */
class PublishedYearsTest {

    private static final Path MONTHS = Path.of("../../shared/data/madrid-air-hourly/fixed-width");

    @TempDir
    Path folder;

    @Test
    void theDaysOf2010And2011AreThePublished() throws Exception {
        assumeTrue(Files.isDirectory(MONTHS) && Files.isDirectory(PublishedDays.FOLDER));
        try (BatchTestContext platform =
                BatchTestContext.start(TestDatabase.create(), BatchTestContext.SHIPPED_CONFIG, folder)) {
            platform.get(IngestJob.class)
                    .load(
                            "madrid-air-hourly",
                            List.of(
                                    MONTHS + "/2010/mar_mo10*",
                                    MONTHS + "/2010/jun_mo10*",
                                    MONTHS + "/2011/mar_mo11*",
                                    MONTHS + "/2011/oct_mo11*",
                                    MONTHS + "/2011/dic_mo11*"),
                            false);
            platform.get(AggregateJob.class).rebuild(false, false);
            PublishedDays.Comparison old = PublishedDays.compare(
                    platform.database(),
                    PublishedDays.read("datos10.txt.gz").stream()
                            .filter(day -> day.isIn("2010-03", "2010-03") || day.isIn("2010-06", "2010-06"))
                            .toList());
            assertThat(old.wrong()).isEmpty();
            assertThat(old.compared()).isGreaterThan(5000);
            assertThat(old.exactShare()).isGreaterThan(0.96);
            PublishedDays.Comparison young = PublishedDays.compare(
                    platform.database(),
                    PublishedDays.read("datos11.txt.gz").stream()
                            .filter(day -> day.isIn("2011-03", "2011-03")
                                    || day.isIn("2011-10", "2011-10")
                                    || day.isIn("2011-12", "2011-12"))
                            .toList());
            assertThat(young.wrong())
                    .as("days that are published as valid, though no more than 16 of their published hours are")
                    .hasSize(13)
                    .allMatch(day -> (day.contains("28079024/") && day.contains("/2011-12-1"))
                            || (day.contains("28079050/") && day.contains("/2011-03-17")));
            assertThat(young.compared()).isGreaterThan(11_000);
            assertThat(young.exactShare()).isGreaterThan(0.96);
        }
    }
}
