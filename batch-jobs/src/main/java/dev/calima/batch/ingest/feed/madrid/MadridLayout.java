package dev.calima.batch.ingest.feed.madrid;

import dev.calima.batch.ingest.NoticeKind;

/** One way of writing a line. A layout knows where the fields lie, and nothing of what they hold. */
interface MadridLayout {

    /**
     * Finds the fields of a line.
     *
     * @return whether the line has the shape of this layout
     */
    boolean locate(byte[] bytes, int start, int end, MadridFields fields);

    /** What is wrong with a line that has another shape. */
    String mismatch(byte[] bytes, int start, int end);

    /** The kind of that problem. */
    NoticeKind mismatchKind();

    /** The layout in a few words, for messages. */
    String inWords();
}
