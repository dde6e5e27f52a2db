package dev.calima.batch.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DayTableTest {

    @Test
    void stepsThatAreAbsentHaveNoBitsOfTheChunkBefore() {
        DayTable days = new DayTable();
        int first = days.day(1, 100, 24, -1);
        days.put(first, 7, 900f, (byte) 1, (byte) 8, 0);
        days.clear();
        int second = days.day(2, 200, 24, -1);
        days.put(second, 3, 40f, (byte) 1, (byte) 0, 0);
        assertThat(days.quality()[days.offset(second) + 7]).isZero();
        assertThat(days.flag(second, 7)).isZero();
    }
}
