package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Reading;
import java.util.ArrayList;
import java.util.List;

/** The pairs of value and flag of a line. */
final class MadridCells {

    private final MadridLayouts layouts;
    private final boolean invalidZeroSaysNothing;
    private final double[] values;
    private final byte[] marks;

    MadridCells(MadridLayouts layouts, boolean invalidZeroSaysNothing) {
        this.layouts = layouts;
        this.invalidZeroSaysNothing = invalidZeroSaysNothing;
        this.values = new double[layouts.pairs()];
        this.marks = new byte[layouts.pairs()];
    }

    /** Reads the cells of a line; returns the ones that cannot be read. */
    List<Notice> read(MadridFields fields, long line) {
        List<Notice> notices = List.of();
        for (int pair = 0; pair < values.length; pair++) {
            byte flag = fields.flag(pair);
            marks[pair] = Reading.NOTHING;
            if (!isKnown(flag)) {
                notices = with(notices, unknownFlag(fields, pair, line));
                continue;
            }
            double value = fields.value(pair);
            if (Double.isNaN(value)) {
                if (flag == 'V' || !fields.isBlank(pair)) {
                    notices = with(notices, notANumber(fields, pair, line));
                }
                continue;
            }
            values[pair] = value;
            if (flag == 'V') {
                marks[pair] = Reading.VALID;
            } else if (value != 0 || !invalidZeroSaysNothing) {
                marks[pair] = Reading.INVALID;
            }
        }
        return notices;
    }

    /** The publisher's description names V as valid and explains no other; N, M, C and Z have been seen. */
    private static boolean isKnown(byte flag) {
        return flag == 'V' || flag == 'N' || flag == 'M' || flag == 'C' || flag == 'Z';
    }

    private Notice unknownFlag(MadridFields fields, int pair, long line) {
        return new Notice(
                NoticeKind.UNKNOWN_FLAG,
                line,
                layouts.column(pair),
                "the flag is '" + fields.text(MadridFields.flagField(pair))
                        + "'; known are V (valid) and N, M, C, Z (not valid). The value is left out until the flag is known");
    }

    private Notice notANumber(MadridFields fields, int pair, long line) {
        return new Notice(
                NoticeKind.NOT_A_NUMBER,
                line,
                layouts.column(pair),
                "the value is '" + fields.text(MadridFields.valueField(pair)) + "'; a number was expected");
    }

    private static List<Notice> with(List<Notice> notices, Notice one) {
        List<Notice> more = notices.isEmpty() ? new ArrayList<>() : notices;
        more.add(one);
        return more;
    }

    /** The values of the line read last. */
    double[] values() {
        return values;
    }

    /** The marks of the line read last, as in {@link Reading}. */
    byte[] marks() {
        return marks;
    }
}
