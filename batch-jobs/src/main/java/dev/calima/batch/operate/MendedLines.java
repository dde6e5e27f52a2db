package dev.calima.batch.operate;

import dev.calima.batch.ingest.MendedLine;
import dev.calima.batch.ingest.UnknownRejectsException;
import dev.calima.batch.ingest.load.LoadReader.RejectedReading;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text in which refused lines are exported, mended by hand and replayed: a heading with their numbers, then the line. */
final class MendedLines {

    private static final String HEADING = "# reject ";
    private static final Pattern NUMBERS = Pattern.compile("# reject (\\d{1,18}(?:,\\d{1,18})*)(?: .*)?");

    private MendedLines() {}

    static String write(List<RejectedReading> rejected) {
        StringBuilder text = new StringBuilder();
        Map<String, List<RejectedReading>> lines = rejected.stream()
                .collect(Collectors.groupingBy(
                        one -> one.loadId() + " " + one.rawFileId() + " " + one.line(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        for (List<RejectedReading> line : lines.values()) {
            RejectedReading first = line.getFirst();
            text.append(HEADING)
                    .append(line.stream().map(one -> Long.toString(one.id())).collect(Collectors.joining(",")))
                    .append(' ')
                    .append(first.file())
                    .append(':')
                    .append(first.line())
                    .append(line.stream()
                            .map(one -> " " + (one.field() + " " + one.code()).strip() + ": " + one.reason())
                            .collect(Collectors.joining(";"))
                            .replaceAll("\\p{Cntrl}", "?"))
                    .append('\n')
                    .append(first.rawText())
                    .append('\n');
        }
        return text.toString();
    }

    /** @throws UnknownRejectsException when the text is no export; the message names the line */
    static List<MendedLine> read(BufferedReader in) throws IOException, UnknownRejectsException {
        List<MendedLine> mended = new ArrayList<>();
        @Nullable List<Long> ids = null;
        List<String> body = new ArrayList<>();
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (line.startsWith(HEADING)) {
                add(mended, ids, body, number);
                Matcher matcher = NUMBERS.matcher(line);
                if (!matcher.matches()) {
                    throw new UnknownRejectsException("line " + number
                            + " begins like a heading but names no numbers; expected '# reject 12,13 ...'");
                }
                ids = Arrays.stream(matcher.group(1).split(",", -1))
                        .map(Long::valueOf)
                        .toList();
                body = new ArrayList<>();
            } else if (ids == null && !line.isBlank()) {
                throw new UnknownRejectsException("line " + number
                        + " stands before the first heading '# reject ...': take what 'calima rejects export' writes, and"
                        + " change the lines below the headings only");
            } else {
                body.add(line);
            }
        }
        add(mended, ids, body, number + 1);
        return mended;
    }

    private static void add(List<MendedLine> mended, @Nullable List<Long> ids, List<String> body, int number)
            throws UnknownRejectsException {
        if (ids == null) {
            return;
        }
        String text = String.join("\n", body).stripTrailing();
        if (text.isEmpty()) {
            throw new UnknownRejectsException("the heading before line " + number
                    + " has no line below it: give the line, or take the heading away to leave it refused");
        }
        mended.add(new MendedLine(ids, text));
    }
}
