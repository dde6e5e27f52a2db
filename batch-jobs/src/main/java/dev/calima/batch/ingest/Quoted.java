package dev.calima.batch.ingest;

/** What a message quotes of a file: it must do no harm to a terminal, a log or a table, whatever the file holds. */
public final class Quoted {

    private static final char IN_PLACE = '\uFFFD';

    private Quoted() {}

    /** The text without control characters (PostgreSQL's text holds no NUL, a terminal obeys ESC) and halves of surrogate pairs. */
    public static String safe(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnsafe(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static boolean isUnsafe(char c) {
        return Character.isISOControl(c) || Character.isSurrogate(c);
    }

    private static String replaced(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? IN_PLACE : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
