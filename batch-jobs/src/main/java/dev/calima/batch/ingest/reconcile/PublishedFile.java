package dev.calima.batch.ingest.reconcile;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import dev.calima.batch.ingest.feed.madrid.MadridDailyReader;
import dev.calima.batch.ingest.feed.madrid.PublishedMonth;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one file of daily means says. A day that comes twice keeps what came last. */
final class PublishedFile {

    /**
     * A notice with its line.
     *
     * @param notice what is wrong
     * @param rawText the line as it stands in the file
     */
    record Refused(Notice notice, String rawText) {}

    private final CheckedParameters known;
    private final Map<PublishedDay.Key, PublishedDay> days = new LinkedHashMap<>();
    private final Set<YearMonth> months = new TreeSet<>();
    private final List<Refused> refused = new ArrayList<>();
    private long lines;
    private long linesRefused;
    private long linesLeftOut;
    private long cellsRefused;

    private PublishedFile(CheckedParameters known) {
        this.known = known;
    }

    /** Reads a file. */
    static PublishedFile read(Source source, CheckedParameters known) throws IOException, NotThisFormatException {
        MadridDailyReader reader = MadridDailyReader.open(source);
        PublishedFile file = new PublishedFile(known);
        while (true) {
            @Nullable PublishedMonth month = reader.next(notice -> file.refuse(notice, reader.rawText()));
            if (month == null) {
                return file;
            }
            file.take(month, reader.rawText());
        }
    }

    private void refuse(Notice notice, String rawText) {
        refused.add(new Refused(notice, rawText));
        if (notice.isAboutLine()) {
            lines++;
            linesRefused++;
        } else {
            cellsRefused++;
        }
    }

    private void take(PublishedMonth month, String rawText) {
        if (known.isLeftOut(month.station(), month.parameter())) {
            lines++;
            linesLeftOut++;
            return;
        }
        @Nullable Integer station = known.station(month.station());
        if (station == null) {
            refuse(
                    new Notice(
                            NoticeKind.UNKNOWN_STATION,
                            month.line(),
                            "",
                            "station " + month.station()
                                    + " is not in the network's file; add it there and check the file again"),
                    rawText);
            return;
        }
        @Nullable Short parameter = known.parameter(month.parameter());
        if (parameter == null) {
            refuse(
                    new Notice(
                            NoticeKind.UNKNOWN_PARAMETER,
                            month.line(),
                            "",
                            "parameter " + month.parameter()
                                    + " is in none of the check's feeds; add it there, or to the"
                                    + " check's ignored-parameters"),
                    rawText);
            return;
        }
        lines++;
        month.notices().forEach(notice -> refuse(notice, rawText));
        months.add(month.month());
        for (int day = 1; day <= month.month().lengthOfMonth(); day++) {
            if (month.mark(day) != Reading.NOTHING) {
                PublishedDay published = new PublishedDay(
                        station,
                        parameter,
                        month.month().atDay(day),
                        (float) month.value(day),
                        (float) Math.pow(10, -month.decimals(day)),
                        month.mark(day) == Reading.VALID);
                days.put(published.key(), published);
            }
        }
    }

    Collection<PublishedDay> days() {
        return days.values();
    }

    /** The months that it tells of. */
    Set<YearMonth> months() {
        return months;
    }

    List<Refused> refused() {
        return refused;
    }

    /** Lines with data. */
    long lines() {
        return lines;
    }

    long linesRefused() {
        return linesRefused;
    }

    /** Lines left out on purpose. */
    long linesLeftOut() {
        return linesLeftOut;
    }

    long cellsRefused() {
        return cellsRefused;
    }
}
