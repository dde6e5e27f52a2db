package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.NoticeKind;

/** Columns with a separator between them, in the order that a header or their number tells. */
final class SeparatedLayout implements MadridLayout {

    /** In place of a column that nobody asks for. */
    static final int UNUSED = -1;

    private static final byte QUOTE = '"';

    private final byte separator;
    private final int[] fieldOfColumn;

    /** @param fieldOfColumn the field of {@link MadridFields} that stands in each column, or {@link #UNUSED} */
    SeparatedLayout(byte separator, int[] fieldOfColumn) {
        this.separator = separator;
        this.fieldOfColumn = fieldOfColumn.clone();
    }

    @Override
    public boolean locate(byte[] bytes, int start, int end, MadridFields fields) {
        fields.begin(bytes);
        int last = fieldOfColumn.length - 1;
        int column = 0;
        int begin = start;
        for (int i = start; i < end; i++) {
            if (bytes[i] == separator) {
                if (column == last) {
                    return false;
                }
                put(bytes, fieldOfColumn[column], begin, i, fields);
                column++;
                begin = i + 1;
            }
        }
        if (column != last) {
            return false;
        }
        put(bytes, fieldOfColumn[last], begin, end, fields);
        return true;
    }

    /** Takes a column without the blanks and quotes that an editor has put around it. */
    private static void put(byte[] bytes, int field, int begin, int end, MadridFields fields) {
        if (field == UNUSED) {
            return;
        }
        int from = begin;
        int to = end;
        if (from < to && (bytes[from] <= QUOTE || bytes[to - 1] <= QUOTE)) { // digits and letters come after it
            while (from < to && isAround(bytes[from])) {
                from++;
            }
            while (from < to && isAround(bytes[to - 1])) {
                to--;
            }
        }
        fields.put(field, from, to);
    }

    private static boolean isAround(byte b) {
        return b == ' ' || b == QUOTE;
    }

    @Override
    public String mismatch(byte[] bytes, int start, int end) {
        return "the line has " + columns(bytes, start, end, separator) + " columns, the format has "
                + fieldOfColumn.length + "; it may be cut or joined";
    }

    static int columns(byte[] bytes, int start, int end, byte separator) {
        int columns = 1;
        for (int i = start; i < end; i++) {
            if (bytes[i] == separator) {
                columns++;
            }
        }
        return columns;
    }

    @Override
    public NoticeKind mismatchKind() {
        return NoticeKind.WRONG_NUMBER_OF_COLUMNS;
    }

    @Override
    public String inWords() {
        return "lines of " + fieldOfColumn.length + " columns separated by '" + (char) separator + "'";
    }
}
