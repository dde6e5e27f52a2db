package dev.calima.batch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicHolidaysTest {

    @Test
    void theRegionOfMadridHasThoseOfItsLabourCalendar() {
        assertThat(PublicHolidays.of("ES", "ES-MD").in(2018))
                .map(LocalDate::toString)
                .containsExactly(
                        "2018-01-01",
                        "2018-01-06",
                        "2018-03-29",
                        "2018-03-30",
                        "2018-05-01",
                        "2018-05-02",
                        "2018-08-15",
                        "2018-10-12",
                        "2018-11-01",
                        "2018-12-06",
                        "2018-12-08",
                        "2018-12-25");
        // Christmas of 2022 fell on a Sunday and was kept on the Monday
        assertThat(PublicHolidays.of("ES", "ES-MD").in(2022)).contains(LocalDate.parse("2022-12-26"));
    }

    @Test
    void ofNowhereNoneAreKnown() {
        assertThat(PublicHolidays.of("ZZ").in(2018)).isEmpty();
    }

    @Test
    void anUnknownRegionIsRefusedWithThoseThatAreKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicHolidays.of("ES", "ES-XX"))
                .withMessageContaining("the holidays of ES-XX are not known")
                .withMessageContaining("md");
        assertThat(List.of("CA-ON", "MD"))
                .allSatisfy(other -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> PublicHolidays.of("ES", other))
                        .withMessageContaining("not a region of ES"));
    }
}
