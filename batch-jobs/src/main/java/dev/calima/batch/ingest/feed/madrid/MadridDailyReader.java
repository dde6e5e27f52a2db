package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Madrid's files of daily means: one line for each station, magnitude and month with 31 pairs of value and flag, in the
 * layouts of {@link MadridHourlyFormat}. Days that the month does not have are marked not valid.
 */
public final class MadridDailyReader {

    /** The name by which a check's file asks for this format. */
    public static final String FORMAT = "madrid-daily";

    private static final int DAYS = 31;
    private static final int MONTHS = 12;

    private final MadridLines lines;
    private final MadridKeys keys = new MadridKeys();
    private final MadridCells cells = new MadridCells(MadridLayouts.DAILY, false);
    private final int[] decimals = new int[DAYS];

    private MadridDailyReader(MadridLines lines) {
        this.lines = lines;
    }

    /**
     * Begins to read a file.
     *
     * @throws NotThisFormatException when it is another one; the message says what was expected and found
     */
    public static MadridDailyReader open(Source source) throws IOException, NotThisFormatException {
        return new MadridDailyReader(MadridLines.open(source, MadridLayouts.DAILY));
    }

    /**
     * The next line; null at the end. Valid until the next call.
     *
     * @param refused is told of a line that is refused whole; reading goes on with the one after it
     */
    public @Nullable PublishedMonth next(Consumer<Notice> refused) throws IOException {
        while (lines.next()) {
            @Nullable Notice problem = lines.problem();
            MadridFields fields = lines.fields();
            if (problem == null) {
                problem = keyProblem(fields);
            }
            if (problem == null) {
                return month(fields);
            }
            refused.accept(problem);
        }
        return null;
    }

    private @Nullable Notice keyProblem(MadridFields fields) {
        int year = fields.year();
        int month = fields.whole(MadridFields.MONTH);
        if (!keys.takeSeries(fields) || year < 0 || month < 0) {
            return new Notice(
                    NoticeKind.NOT_A_NUMBER,
                    lines.number(),
                    "",
                    "PROVINCIA, MUNICIPIO, ESTACION, MAGNITUD, ANO and MES must be whole numbers");
        }
        if (year > 9999 || month < 1 || month > MONTHS) {
            return new Notice(
                    NoticeKind.IMPOSSIBLE_DATE,
                    lines.number(),
                    "",
                    "there is no month " + month + "." + year + " in the calendar; correct the date");
        }
        return null;
    }

    private PublishedMonth month(MadridFields fields) {
        YearMonth month = YearMonth.of(fields.year(), fields.whole(MadridFields.MONTH));
        List<Notice> notices = new ArrayList<>(cells.read(fields, lines.number()));
        for (int day = 1; day <= DAYS; day++) {
            decimals[day - 1] = fields.decimals(day - 1);
            if (day > month.lengthOfMonth()) {
                if (cells.marks()[day - 1] == Reading.VALID) {
                    notices.add(new Notice(
                            NoticeKind.IMPOSSIBLE_DATE,
                            lines.number(),
                            MadridLayouts.DAILY.column(day - 1),
                            month + " has no day " + day + "; a value marked valid for it cannot be true"));
                }
                cells.marks()[day - 1] = Reading.NOTHING;
            }
        }
        return new PublishedMonth(
                lines.number(),
                keys.station(),
                keys.magnitude(),
                month,
                cells.values(),
                cells.marks(),
                decimals,
                notices);
    }

    /** The line read last, as it stands in the file. */
    public String rawText() {
        return lines.text();
    }
}
