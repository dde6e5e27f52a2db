package dev.calima.batch.ingest.feed.csv;

import dev.calima.batch.ingest.feed.FormatOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the text of a value: a number, a word that stands for one, or a mark for a missing one. */
final class ValueReader {

    /** In place of a value that the file marks as missing. */
    static final double MISSING = Double.NaN;
    /** In place of a text that is no value. */
    static final double NO_NUMBER = Double.POSITIVE_INFINITY;

    private static final List<String> USUALLY_MISSING = List.of("", "NA", "N/A", "NaN", "null", "-");

    private final Set<String> missing;
    private final Map<String, Double> words;
    private final boolean decimalComma;
    private final boolean numbersAreMissing;

    private ValueReader(Set<String> missing, Map<String, Double> words, boolean decimalComma) {
        this.missing = missing;
        this.words = words;
        this.decimalComma = decimalComma;
        this.numbersAreMissing = missing.stream().anyMatch(mark -> !Double.isInfinite(number(mark, decimalComma)));
    }

    /** What the options {@code missing}, {@code words} and {@code decimal} say. */
    static ValueReader of(FormatOptions options) {
        String decimal = options.text("decimal", ".");
        if (!decimal.equals(".") && !decimal.equals(",")) {
            options.problem("decimal", "must be \".\" or \",\", but is " + decimal);
        }
        Map<String, Double> words = new HashMap<>();
        FormatOptions given = options.section("words");
        for (String word : given.keys()) {
            String number = given.text(word);
            double value = number(number.strip(), false);
            if (Double.isInfinite(value)) {
                given.problem(word, "must be a number, but is " + number);
            }
            words.put(lower(word), value);
        }
        Set<String> missing = options.texts("missing", USUALLY_MISSING).stream()
                .map(ValueReader::lower)
                .collect(Collectors.toSet());
        missing.removeAll(words.keySet());
        return new ValueReader(Set.copyOf(missing), Map.copyOf(words), decimal.equals(","));
    }

    /** A value; {@link #MISSING} or {@link #NO_NUMBER}. */
    double read(String text) {
        double number = number(text, decimalComma);
        if (!Double.isInfinite(number) && !(numbersAreMissing && missing.contains(lower(text)))) {
            return number;
        }
        String word = lower(text);
        Double value = words.get(word);
        if (value != null) {
            return value;
        }
        return missing.contains(word) ? MISSING : NO_NUMBER;
    }

    /** Digits with sign, decimal separator and exponent; nothing else that Java takes for a number. */
    private static double number(String text, boolean decimalComma) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean separator = c == (decimalComma ? ',' : '.');
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (!separator && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return NO_NUMBER;
            }
        }
        if (digits == 0) {
            return NO_NUMBER;
        }
        try {
            return Double.parseDouble(decimalComma ? text.replace(',', '.') : text); // 1e999 is infinite: no number
        } catch (NumberFormatException e) {
            return NO_NUMBER;
        }
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
