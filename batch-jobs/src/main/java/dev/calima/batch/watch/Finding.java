package dev.calima.batch.watch;

/**
 * Something that is wrong by a rule.
 *
 * @param rule the rule
 * @param subject what it is about; with the rule, the identity of the incident
 * @param detail what is wrong and what to do, in a sentence
 */
public record Finding(Rule rule, String subject, String detail) {

    private static final int MOST_SUBJECT = 300;
    private static final int MOST_DETAIL = 2000;

    public Finding {
        subject = cut(subject, MOST_SUBJECT);
        detail = cut(detail, MOST_DETAIL);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
