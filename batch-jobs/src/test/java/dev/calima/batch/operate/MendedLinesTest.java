package dev.calima.batch.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.ingest.MendedLine;
import dev.calima.batch.ingest.UnknownRejectsException;
import dev.calima.batch.ingest.load.LoadReader.RejectedReading;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text in which refused lines are mended. */
class MendedLinesTest {

    @Test
    void whatIsWrittenIsReadAgainEachLineOnce() throws Exception {
        String text = MendedLines.write(
                List.of(refused(3, 9, "H01", "a;b"), refused(4, 9, "H02", "a;b"), refused(5, 10, "", "c\nd")));
        assertThat(text).isEqualTo("""
                        # reject 3,4 f.csv:9 H01 not-a-number: why; H02 not-a-number: why
                        a;b
                        # reject 5 f.csv:10 not-a-number: why
                        c
                        d
                        """);
        assertThat(read(text))
                .containsExactly(new MendedLine(List.of(3L, 4L), "a;b"), new MendedLine(List.of(5L), "c\nd"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a;b                      | line 1 stands before the first heading
            '# reject x'             | line 1 begins like a heading but names no numbers
            '# reject 1 f.csv:1 why' | the heading before line 2 has no line below it
            """)
    void whatIsNoExportIsRefusedWithTheLine(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnknownRejectsException.class)
                .hasMessageContaining(message);
    }

    private static List<MendedLine> read(String text) throws Exception {
        return MendedLines.read(new BufferedReader(new StringReader(text)));
    }

    private static RejectedReading refused(long id, long line, String field, String raw) {
        return new RejectedReading(id, 1, "feed", 1, "f.csv", line, field, "not-a-number", "why", raw, false, "open");
    }
}
