package dev.calima.batch.ingest.feed.madrid;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A header line: says by name what stands in each column, in whatever order and case. */
final class MadridHeader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private MadridHeader() {}

    /**
     * The layout that a header announces; null when the line is none.
     *
     * @param letter before the number of a value's column: {@code H} for hours, {@code D} for days
     * @param pairs how many pairs of value and flag there are
     */
    static @Nullable SeparatedLayout read(String line, char letter, int pairs) {
        char separator = line.indexOf(';') >= 0 ? ';' : ',';
        Map<String, Integer> known = names(letter, pairs);
        String[] columns = line.replace(BYTE_ORDER_MARK, "").split(String.valueOf(separator), -1);
        int[] fieldOfColumn = new int[columns.length];
        Arrays.fill(fieldOfColumn, SeparatedLayout.UNUSED);
        int found = 0;
        for (int i = 0; i < columns.length; i++) {
            @Nullable Integer field = known.remove(plain(columns[i]));
            if (field != null) {
                fieldOfColumn[i] = field;
                found++;
            }
        }
        return found > 0 && known.isEmpty() ? new SeparatedLayout((byte) separator, fieldOfColumn) : null;
    }

    private static String plain(String column) {
        return column.replace("\"", "").strip().toUpperCase(Locale.ROOT).replace('Ñ', 'N');
    }

    private static Map<String, Integer> names(char letter, int pairs) {
        Map<String, Integer> names = new HashMap<>(Map.of(
                "PROVINCIA", MadridFields.PROVINCE,
                "MUNICIPIO", MadridFields.MUNICIPALITY,
                "ESTACION", MadridFields.STATION,
                "MAGNITUD", MadridFields.MAGNITUDE,
                "ANO", MadridFields.YEAR,
                "MES", MadridFields.MONTH));
        if (letter == 'H') {
            names.put("DIA", MadridFields.DAY);
        }
        for (int pair = 0; pair < pairs; pair++) {
            names.put(String.format(Locale.ROOT, "%c%02d", letter, pair + 1), MadridFields.valueField(pair));
            names.put(String.format(Locale.ROOT, "V%02d", pair + 1), MadridFields.flagField(pair));
        }
        return names;
    }
}
