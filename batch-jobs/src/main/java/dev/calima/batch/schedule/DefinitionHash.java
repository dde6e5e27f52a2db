package dev.calima.batch.schedule;

import dev.calima.batch.config.ScheduleDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** Tells whether a schedule has been changed. */
final class DefinitionHash {

    private DefinitionHash() {}

    /** SHA-256 over everything that the file says, in hexadecimal. */
    static String of(ScheduleDefinition schedule) {
        StringBuilder text = new StringBuilder(schedule.timetable().text())
                .append('\n')
                .append(schedule.catchUp())
                .append('\n')
                .append(schedule.horizon())
                .append('\n')
                .append(schedule.grace())
                .append('\n')
                .append(schedule.enabled());
        schedule.links()
                .forEach(link -> text.append('\n')
                        .append(link.job())
                        .append(' ')
                        .append(link.pool())
                        .append(' ')
                        .append(new TreeMap<>(link.parameters())));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
