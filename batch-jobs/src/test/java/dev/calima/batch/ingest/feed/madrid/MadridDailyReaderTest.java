package dev.calima.batch.ingest.feed.madrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.feed.Source;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of daily means, against figures that others counted, and by hand. */
class MadridDailyReaderTest {

    /** Lines and valid cells as the README of the development data has them. */
    @ParameterizedTest
    @CsvSource({
        "datos10.txt.gz, 2299, 68090",
        "datos11.txt.gz, 2064, 62114",
        "datos201812.CSV.gz, 1806, 54388",
        "datos201901.csv.gz, 151, 4647"
    })
    void everyFileHasTheValidCellsThatOthersCounted(String name, int lines, int valid) throws Exception {
        Path file = Published.DEVELOPMENT_DATA.resolve("madrid-air-daily").resolve(name);
        assumeTrue(Files.exists(file), "the development data are not here");
        int[] counted = count(file);
        assertThat(counted).containsExactly(lines, valid, 0);
    }

    /** Counted with grep over the excerpts. */
    @ParameterizedTest
    @CsvSource({"datos10.excerpt.txt.gz, 18", "datos11.excerpt.txt.gz, 21"})
    void theExcerptsThatShipAreRead(String name, int lines) throws Exception {
        int[] counted = count(Published.SAMPLES.resolve("madrid-air-daily").resolve(name));
        assertThat(counted[0]).isEqualTo(lines);
        assertThat(counted[1]).isGreaterThan(25 * lines);
        assertThat(counted[2]).isZero();
    }

    @Test
    void aValueKnowsItsLastDigit() throws Exception {
        try (InputStream stored =
                        Files.newInputStream(Published.SAMPLES.resolve("madrid-air-daily/datos11.excerpt.txt.gz"));
                InputStream in = new GZIPInputStream(stored)) {
            MadridDailyReader reader = MadridDailyReader.open(new Source("datos11", in, Instant.EPOCH));
            @Nullable PublishedMonth so2 = reader.next(notice -> {});
            assertThat(so2).isNotNull().satisfies(month -> {
                assertThat(month.station() + " " + month.parameter() + " " + month.month())
                        .isEqualTo("28079004 1 2011-03");
                assertThat(month.value(1)).isEqualTo(8);
                assertThat(month.decimals(1)).isZero();
            });
            @Nullable PublishedMonth co = reader.next(notice -> {});
            assertThat(co).isNotNull().satisfies(month -> {
                assertThat(month.value(2)).isEqualTo(0.4);
                assertThat(month.decimals(2)).isEqualTo(1);
            });
        }
    }

    /** 8.030 of 2010 has two decimals: no value of that year has a third one that is not 0. */
    @Test
    void aZeroThatFillsTheFieldIsNoDigit() throws Exception {
        try (InputStream stored =
                        Files.newInputStream(Published.SAMPLES.resolve("madrid-air-daily/datos10.excerpt.txt.gz"));
                InputStream in = new GZIPInputStream(stored)) {
            MadridDailyReader reader = MadridDailyReader.open(new Source("datos10", in, Instant.EPOCH));
            for (@Nullable PublishedMonth month = reader.next(notice -> {});
                    month != null;
                    month = reader.next(notice -> {})) {
                for (int day = 1; day <= month.month().lengthOfMonth(); day++) {
                    assertThat(month.decimals(day)).isLessThanOrEqualTo(2);
                }
            }
        }
    }

    /** Lines, valid cells, and notices. */
    private static int[] count(Path file) throws Exception {
        int[] counted = new int[3];
        List<Notice> refused = new ArrayList<>();
        try (InputStream stored = Files.newInputStream(file);
                InputStream in = new GZIPInputStream(stored)) {
            MadridDailyReader reader = MadridDailyReader.open(new Source(file.toString(), in, Instant.EPOCH));
            for (@Nullable PublishedMonth month = reader.next(refused::add);
                    month != null;
                    month = reader.next(refused::add)) {
                counted[0]++;
                refused.addAll(month.notices());
                for (int day = 1; day <= month.month().lengthOfMonth(); day++) {
                    counted[1] += month.mark(day) == Reading.VALID ? 1 : 0;
                }
            }
        }
        counted[2] = refused.size();
        return counted;
    }
}
