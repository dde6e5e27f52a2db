package dev.calima.batch.attached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesFileTest {

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void csvAndJsonOfTheSameRowsAreTheSameSeries() throws Exception {
        List<AttachedSeries> csv = SeriesFile.read("a.csv", bytes("""
                series,time,value,temperature
                H1,2020-01-01T01:00+01:00,5,10
                H1,2020-01-01T02:00:00Z,7.5,
                H1,2020-01-01T03:00:00Z,,12
                """));
        List<AttachedSeries> json = SeriesFile.read("a.json", bytes("""
                [{"series": "H1", "time": "2020-01-01T02:00:00Z", "value": 7.5},
                 {"series": "H1", "time": "2020-01-01T00:00:00Z", "value": 5, "temperature": 10},
                 {"series": "H1", "time": "2020-01-01T03:00:00Z", "value": null, "temperature": 12}]
                """));
        for (List<AttachedSeries> read : List.of(csv, json)) {
            AttachedSeries one = read.getFirst();
            assertThat(one.name()).isEqualTo("H1");
            assertThat(one.values().start()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
            assertThat(one.values().toArray()).containsExactly(5, Double.NaN, 7.5);
            assertThat(one.covariates().column("temperature", one.values().start(), 4))
                    .containsExactly(10, Double.NaN, Double.NaN, 12);
        }
    }

    @Test
    void everythingWrongIsSaidWithItsLine() {
        assertThatThrownBy(() -> SeriesFile.read("b.csv", bytes("""
                        time,value
                        2020-01-01T00:30:00Z,1
                        2020-01-01T01:00,2
                        2020-01-01T02:00:00Z,two
                        2020-01-01T03:00:00Z,3
                        2020-01-01T03:00:00Z,4
                        2020-01-01T04:00:00Z
                        """)))
                .isInstanceOf(SeriesFileException.class)
                .hasMessageContaining("line 2: 'time' must be the begin of a whole hour")
                .hasMessageContaining("line 3: 'time' must be ISO 8601 with an offset")
                .hasMessageContaining("line 4: 'value' must be a number or empty, but is 'two'")
                .hasMessageContaining("line 6: the hour 2020-01-01T03:00:00Z of series stands twice")
                .hasMessageContaining("line 7: 1 cells, but the head has 2");
        assertThatThrownBy(() -> SeriesFile.read("c.csv", bytes("hour,value\n1,2\n")))
                .hasMessageContaining("the columns 'time' and 'value' must be there");
        assertThatThrownBy(() -> SeriesFile.read("d.json", bytes("{}"))).hasMessageContaining("must be an array");
        assertThatThrownBy(() -> SeriesFile.read("e.json", bytes("[{"))).hasMessageContaining("it is no JSON");
    }
}
