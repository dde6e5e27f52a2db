package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.feed.FeedReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads files with the hours of a day in each line. */
final class MadridHourlyReader implements FeedReader {

    private final MadridLines lines;
    private final MadridKeys keys = new MadridKeys();
    private final MadridCells cells;
    private boolean withoutValues;

    MadridHourlyReader(MadridLines lines, boolean invalidZeroSaysNothing) {
        this.lines = lines;
        this.cells = new MadridCells(MadridLayouts.HOURLY, invalidZeroSaysNothing);
    }

    @Override
    public @Nullable Parsed next() throws IOException {
        return lines.next() ? parse() : null;
    }

    private Parsed parse() {
        @Nullable Notice problem = lines.problem();
        if (problem != null) {
            return new Parsed.BadLine(problem);
        }
        MadridFields fields = lines.fields();
        int year = fields.year();
        int month = fields.whole(MadridFields.MONTH);
        int day = fields.whole(MadridFields.DAY);
        if (!keys.takeSeries(fields) || year < 0 || month < 0 || day < 0) {
            return bad(
                    NoticeKind.NOT_A_NUMBER,
                    "PROVINCIA, MUNICIPIO, ESTACION, MAGNITUD, ANO, MES and DIA must be whole numbers");
        }
        if (!keys.takeDate(year, month, day)) {
            return bad(
                    NoticeKind.IMPOSSIBLE_DATE,
                    "there is no " + day + "." + month + "." + year + " in the calendar; correct the date");
        }
        List<Notice> notices = withoutValues ? List.of() : cells.read(fields, lines.number());
        return new Reading(
                lines.number(),
                keys.station(),
                keys.magnitude(),
                keys.date(),
                1,
                cells.values(),
                cells.marks(),
                notices);
    }

    private Parsed bad(NoticeKind kind, String reason) {
        return new Parsed.BadLine(new Notice(kind, lines.number(), "", reason));
    }

    @Override
    public void leaveOutValues() {
        withoutValues = true;
    }

    @Override
    public String rawText() {
        return lines.text();
    }

    @Override
    public String head() {
        return lines.head();
    }
}
