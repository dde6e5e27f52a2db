package dev.calima.forecasting.model;

import dev.calima.forecasting.DayTypes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Local hour and day type of consecutive hours, worked out once per array. */
final class LocalHours {

    private final byte[] hours;
    private final byte[] types;
    private final byte[] cells;

    LocalHours(DayTypes dayTypes, Instant start, int length) {
        hours = new byte[length];
        types = new byte[length];
        cells = new byte[length];
        ZoneRules rules = dayTypes.zone().getRules();
        int i = 0;
        while (i < length) {
            Instant now = start.plusSeconds(3600L * i);
            ZoneOffsetTransition next = rules.nextTransition(now);
            long left = next == null ? length : (next.toEpochSecond() - now.getEpochSecond() + 3599) / 3600;
            int to = (int) Math.min(length, i + left);
            fill(dayTypes, now.getEpochSecond() + rules.getOffset(now).getTotalSeconds(), i, to);
            i = to;
        }
    }

    /** Hours of one offset from UTC, from a local second on. */
    private void fill(DayTypes dayTypes, long localSecond, int from, int to) {
        long day = Math.floorDiv(localSecond, 86_400L);
        int hour = (int) (Math.floorMod(localSecond, 86_400L) / 3600);
        int i = from;
        while (i < to) {
            byte type = (byte) dayTypes.typeOf(LocalDate.ofEpochDay(day++));
            int rest = type == DayTypes.WORKING ? 0 : 24;
            for (; hour < 24 && i < to; hour++, i++) {
                hours[i] = (byte) hour;
                types[i] = type;
                cells[i] = (byte) (hour + rest);
            }
            hour = 0;
        }
    }

    /** 0..23. */
    int hour(int index) {
        return hours[index];
    }

    /** As {@link DayTypes#typeOf}. */
    int type(int index) {
        return types[index];
    }

    /** 0 working, 1 not. */
    int rest(int index) {
        return types[index] == DayTypes.WORKING ? 0 : 1;
    }

    /** The hour on working days, 24 more on others: 0..47. */
    int cell(int index) {
        return cells[index];
    }
}
