package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.NoticeKind;

/** Columns with a separator between them, in the order that a header or their number tells. */
final class SeparatedLayout implements MadridLayout {

    /** In place of a column that nobody asks for. */
    static final int UNUSED = -1;

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
                int field = fieldOfColumn[column];
                if (field != UNUSED) {
                    fields.put(field, begin, i);
                }
                column++;
                begin = i + 1;
            }
        }
        if (column != last) {
            return false;
        }
        if (fieldOfColumn[last] != UNUSED) {
            fields.put(fieldOfColumn[last], begin, end);
        }
        return true;
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
