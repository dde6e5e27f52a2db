package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.NoticeKind;

/**
 * No separators: province (2), municipality (3), station (3), magnitude (2), technique (2), period (2), year (2), month (2)
 * and, in all but one of the daily files, day (2); then values of 5 characters with a flag of one.
 */
final class FixedWidthLayout implements MadridLayout {

    private static final int PAIR = 6;
    private static final int FLAG = 5;
    private static final int DAY_END = 20;

    private final int keyWidth;
    private final int pairs;
    private final int width;

    /** @param keyWidth characters before the first value: 20, or 18 without a day */
    FixedWidthLayout(int keyWidth, int pairs) {
        this.keyWidth = keyWidth;
        this.pairs = pairs;
        this.width = keyWidth + PAIR * pairs;
    }

    @Override
    public boolean locate(byte[] bytes, int start, int end, MadridFields fields) {
        if (withoutBlanks(bytes, start, end) - start != width) {
            return false;
        }
        fields.begin(bytes);
        fields.put(MadridFields.PROVINCE, start, start + 2);
        fields.put(MadridFields.MUNICIPALITY, start + 2, start + 5);
        fields.put(MadridFields.STATION, start + 5, start + 8);
        fields.put(MadridFields.MAGNITUDE, start + 8, start + 10);
        fields.put(MadridFields.YEAR, start + 14, start + 16);
        fields.put(MadridFields.MONTH, start + 16, start + 18);
        if (keyWidth == DAY_END) {
            fields.put(MadridFields.DAY, start + 18, start + DAY_END);
        }
        int at = start + keyWidth;
        for (int pair = 0; pair < pairs; pair++, at += PAIR) {
            fields.put(MadridFields.valueField(pair), at, at + FLAG);
            fields.put(MadridFields.flagField(pair), at + FLAG, at + PAIR);
        }
        return true;
    }

    /** The end without blanks that an editor or a transfer has added. */
    private int withoutBlanks(byte[] bytes, int start, int end) {
        int last = end;
        while (last - start > width && bytes[last - 1] == ' ') {
            last--;
        }
        return last;
    }

    @Override
    public String mismatch(byte[] bytes, int start, int end) {
        return "the line has " + (end - start) + " characters, the layout has " + width + "; it may be cut or joined";
    }

    @Override
    public NoticeKind mismatchKind() {
        return NoticeKind.WRONG_LENGTH;
    }

    @Override
    public String inWords() {
        return "lines of " + width + " characters without separators";
    }
}
