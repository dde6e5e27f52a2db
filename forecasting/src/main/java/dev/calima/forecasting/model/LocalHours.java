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

    LocalHours(DayTypes dayTypes, Instant start, int length) {
        hours = new byte[length];
        types = new byte[length];
        ZoneRules rules = dayTypes.zone().getRules();
        long offset = 0;
        long offsetUntil = Long.MIN_VALUE;
        long dayNumber = Long.MIN_VALUE;
        byte type = 0;
        for (int i = 0; i < length; i++) {
            long second = start.getEpochSecond() + 3600L * i;
            if (second >= offsetUntil) {
                Instant now = Instant.ofEpochSecond(second);
                offset = rules.getOffset(now).getTotalSeconds();
                ZoneOffsetTransition next = rules.nextTransition(now);
                offsetUntil = next == null ? Long.MAX_VALUE : next.toEpochSecond();
            }
            long day = Math.floorDiv(second + offset, 86_400L);
            if (day != dayNumber) {
                dayNumber = day;
                type = (byte) dayTypes.typeOf(LocalDate.ofEpochDay(day));
            }
            hours[i] = (byte) (Math.floorMod(second + offset, 86_400L) / 3600);
            types[i] = type;
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
}
