package dev.calima.batch.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code alerts.yaml}. */
final class AlertsSection {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,99}");
    private static final Pattern TOPIC = Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]{1,256}");
    private static final Pattern ADDRESS =
            Pattern.compile("https://[^\\s/@]+(/\\S*)?|http://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/\\S*)?");
    private static final double GIB = 1L << 30;

    private AlertsSection() {}

    /** Without a file: every rule with its default, and nobody who is told. */
    static AlertsDefinition defaults() {
        ConfigProblems none = new ConfigProblems();
        return read(new Section("alerts.yaml", Map.of(), none), none);
    }

    static AlertsDefinition read(Section file, ConfigProblems problems) {
        @Nullable Section given = file.sectionOrNull("rules");
        Section rules = given == null ? new Section("alerts.yaml rules", Map.of(), problems) : given;
        AlertsDefinition definition = new AlertsDefinition(
                seconds(file, "look-every-seconds", 30, 1, 3600, problems),
                seconds(file, "clear-after-seconds", 60, 0, 86_400, problems),
                rules.yes("run-failed", true),
                duration(rules.numberOrNever("orphaned-after-seconds", 60, 10, 86_400), 1),
                duration(rules.numberOrNever("late-after-minutes", 30, 1, 10_080), 60),
                rules.yes("feed-silent", true),
                rules.numberOrNever("rejected-share", 0.05, 0, 1),
                rules.wholeNumber("rejected-least-lines", 100),
                duration(rules.numberOrNever("forecast-older-than-hours", 30, 1, 8_784), 3600),
                bytes(rules.numberOrNever("free-space-below-gib", 2, 0, 1_000_000)),
                channels(file, problems));
        rules.finish();
        return definition;
    }

    private static Duration seconds(
            Section section, String key, int otherwise, int least, int most, ConfigProblems problems) {
        int seconds = section.wholeNumber(key, otherwise);
        if (seconds < least || seconds > most) {
            problems.add(
                    section.where(), "key '" + key + "' must lie in " + least + ".." + most + ", but is " + seconds);
            return Duration.ofSeconds(otherwise);
        }
        return Duration.ofSeconds(seconds);
    }

    private static @Nullable Duration duration(@Nullable Double number, int secondsEach) {
        return number == null ? null : Duration.ofSeconds(Math.round(number * secondsEach));
    }

    private static @Nullable Long bytes(@Nullable Double gib) {
        return gib == null ? null : Long.valueOf(Math.round(gib * GIB));
    }

    private static List<AlertChannel> channels(Section file, ConfigProblems problems) {
        List<AlertChannel> channels = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        if (!file.has("channels")) {
            return channels;
        }
        for (Section one : file.sections("channels")) {
            String name = one.text("channel");
            if (!NAME.matcher(name).matches() || !names.add(name)) {
                problems.add(
                        one.where(),
                        "channel '" + name + "' must be a name of small letters, digits and hyphens that stands once");
            }
            channels.add(channel(name, one, problems));
            one.finish();
        }
        return channels;
    }

    private static AlertChannel channel(String name, Section section, ConfigProblems problems) {
        @Nullable String topic = section.textOrNull("sns");
        @Nullable String address = section.textOrNull("webhook");
        @Nullable String addressFrom = section.textOrNull("webhook-from");
        @Nullable String secretFrom = section.textOrNull("secret-from");
        if ((topic == null ? 0 : 1) + (address == null ? 0 : 1) + (addressFrom == null ? 0 : 1) != 1) {
            problems.add(section.where(), "needs one of 'webhook', 'webhook-from' and 'sns'");
        }
        if (topic != null && !TOPIC.matcher(topic).matches()) {
            problems.add(
                    section.where(),
                    "sns must be the ARN of a topic, such as arn:aws:sns:eu-west-1:123456789012:name, but is '" + topic
                            + "'");
        }
        if (address != null && !ADDRESS.matcher(address).matches()) {
            problems.add(section.where(), "webhook must be an https:// address, but is '" + address + "'");
        }
        variable(section, "webhook-from", addressFrom, problems);
        variable(section, "secret-from", secretFrom, problems);
        if (topic != null && secretFrom != null) {
            problems.add(section.where(), "secret-from goes with a webhook; messages to SNS are signed by AWS");
        }
        return topic != null
                ? new AlertChannel.Topic(name, topic)
                : new AlertChannel.Webhook(name, address, addressFrom, secretFrom);
    }

    private static void variable(Section section, String key, @Nullable String name, ConfigProblems problems) {
        if (name != null && !VARIABLE.matcher(name).matches()) {
            problems.add(
                    section.where(),
                    key + " must be the name of an environment variable such as CALIMA_ALERT_SECRET, but is '" + name
                            + "'; the value itself has no place in a file");
        }
    }
}
