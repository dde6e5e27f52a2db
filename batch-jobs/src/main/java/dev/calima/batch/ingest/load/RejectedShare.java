package dev.calima.batch.ingest.load;

import dev.calima.batch.StopSignal;
import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.Verdict;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.validate.ReadingValidator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Looks before anything is written whether a load is mostly garbage: reads and judges its lines without writing, and ends
 * as soon as the answer is certain, which for files in order is after the share that has to be good. A load that is
 * refused keeps the first of its refused lines, so that one can see why. Some files a call.
 */
public final class RejectedShare implements Tasklet {

    private static final int MOST_KEPT_OF_A_KIND = 1000;
    private static final int LINES_OF_A_CALL = 100_000;
    private static final int LINES_BETWEEN_LOOKS = 10_000;
    private static final double PERCENT = 100;

    private final LoadSession session;
    private final ReadingValidator validator;
    private final LedgerWriter ledger;
    private final DSLContext dsl;
    private final double mostShare;
    private final StopSignal stop;

    private int fileNo;
    private long lines;
    private long refused;
    private long lastLine;
    private boolean lastRefused;

    /**
     * @param validator one of its own, as it runs before the load's
     * @param mostShare share of refused lines that is still loaded, 0 to 1
     */
    public RejectedShare(
            LoadSession session,
            ReadingValidator validator,
            LedgerWriter ledger,
            DSLContext dsl,
            double mostShare,
            StopSignal stop) {
        this.session = session;
        this.validator = validator;
        this.ledger = ledger;
        this.dsl = dsl;
        this.mostShare = mostShare;
        this.stop = stop;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        LedgerWriter.Position position = ledger.find(session.loadId());
        if (position.refused() != null) {
            throw new RefusedLoadException(position.refused()); // what is kept of it is committed
        }
        boolean begun = position.fileNo() > 0 || position.lineNo() > 0;
        if (begun || mostShare >= 1) {
            return RepeatStatus.FINISHED; // it passed before, or everything passes
        }
        if (stop.isGiven()) {
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        long enough = lines + LINES_OF_A_CALL;
        while (fileNo < session.files().size() && lines < enough && !stop.isGiven()) {
            @Nullable Boolean answer = lookAtNext();
            if (answer != null) {
                return end(answer);
            }
        }
        boolean isCutOff = fileNo < session.files().size() || stop.isGiven();
        return isCutOff ? RepeatStatus.CONTINUABLE : end(refused > mostShare * lines);
    }

    private @Nullable Boolean lookAtNext() throws IOException {
        LandedFile file = session.files().get(fileNo);
        List<RejectedReadingWriter.Rejected> kept = new ArrayList<>();
        @Nullable Boolean answer = file.problem() == null ? look(file, kept) : null;
        if (refused > 0 && !Boolean.FALSE.equals(answer)) {
            keep(kept);
        }
        fileNo++;
        return answer;
    }

    /** Reads a file; true or false as soon as the whole load is known to be refused or not. */
    private @Nullable Boolean look(LandedFile file, List<RejectedReadingWriter.Rejected> kept) throws IOException {
        Map<NoticeKind, Integer> keptOfKind = new EnumMap<>(NoticeKind.class);
        long total = session.lines(); // heads and empty lines are among them, so both answers stay certain
        boolean totalIsKnown = session.format().countsLines(); // otherwise a page of a thousand elements is one line
        lastLine = 0;
        try (OpenFile open = OpenFile.at(
                file,
                session.formatOf(file),
                session.options(),
                session.received().get(fileNo),
                0)) {
            open.leaveOutValues();
            for (Parsed parsed = open.next(); parsed != null; parsed = open.next()) {
                @Nullable Notice notice = refusal(parsed);
                count(parsed.line(), notice != null);
                if (notice != null && keptOfKind.merge(notice.kind(), 1, Integer::sum) <= MOST_KEPT_OF_A_KIND) {
                    kept.add(new RejectedReadingWriter.Rejected(notice, open.rawText()));
                }
                if (totalIsKnown && lines - refused >= (1 - mostShare) * total) {
                    return false;
                }
                if (totalIsKnown && refused > mostShare * total) {
                    return true;
                }
                if (lines % LINES_BETWEEN_LOOKS == 0 && stop.isGiven()) {
                    return null;
                }
            }
        } catch (NotThisFormatException e) {
            return null; // the load refuses the file whole and says why
        }
        return null;
    }

    /** A line with several readings is refused when none of them is believed. */
    private void count(long line, boolean isRefused) {
        if (line != lastLine) {
            lines++;
            refused += isRefused ? 1 : 0;
            lastRefused = isRefused;
            lastLine = line;
        } else if (lastRefused && !isRefused) {
            refused--;
            lastRefused = false;
        }
    }

    private @Nullable Notice refusal(Parsed parsed) {
        return switch (parsed) {
            case Parsed.BadLine bad -> bad.notice();
            case Parsed.LeftOut none -> null;
            case Reading reading -> validator.refusal(reading);
            case StampedReading stamped ->
                validator.check(stamped) instanceof Verdict.Rejected rejected ? rejected.notice() : null;
        };
    }

    private void keep(List<RejectedReadingWriter.Rejected> kept) {
        ledger.beat(session.loadId(), session.lease().epoch());
        RejectedReadingWriter.write(
                dsl, session.loadId(), ledger.rawFileIds(session.loadId()).get(fileNo), kept);
    }

    private RepeatStatus end(boolean isRefused) {
        if (isRefused) {
            ledger.refuse(
                    session.loadId(),
                    String.format(
                            Locale.ROOT,
                            "of the first %,d lines %,d are refused, more than the %.0f %% that feed %s allows"
                                    + " (max-rejected-share in feeds/%s.yaml). Nothing of it was loaded. See them with"
                                    + " 'calima rejects --load %d'; if the files are right, correct the feed's file; to"
                                    + " load what is good of them all the same, add --max-rejected-share 1",
                            lines,
                            refused,
                            mostShare * PERCENT,
                            session.feed().name(),
                            session.feed().name(),
                            session.loadId()),
                    session.lease().epoch());
            return RepeatStatus.CONTINUABLE;
        }
        return RepeatStatus.FINISHED;
    }
}
