package dev.calima.batch.config;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address with placeholders in braces. What it names decides how it is asked: once for a range of time (<code>{from}
 * {to}</code>), once for each day (<code>{yyyy}</code> and its like), or once for whatever it gives now.
 */
public final class AddressTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern DAY = Pattern.compile("[yMd/_.-]*[yMd]+[yMd/_.-]*");
    private static final String UNRESERVED = "-._~:,/";
    private static final Duration HOUR = Duration.ofHours(1);

    private enum Kind {
        TEXT,
        STATION,
        KEY,
        LATITUDE,
        LONGITUDE,
        FROM,
        TO,
        LAST,
        DAY,
        PAGE
    }

    private record Part(Kind kind, String text, @Nullable DateTimeFormatter format) {}

    /**
     * What is asked for.
     *
     * @param station our code; empty when the whole network is
     * @param key what the source calls it
     * @param latitude degrees north
     * @param longitude degrees east
     * @param from start of the range
     * @param to end of the range, excluded
     * @param day the day, by the feed's clock
     */
    public record Values(
            String station, String key, double latitude, double longitude, Instant from, Instant to, LocalDate day) {}

    private final String text;
    private final List<Part> parts;
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

    private AddressTemplate(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
        parts.forEach(part -> kinds.add(part.kind()));
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException when it has a placeholder that nobody knows, or two that do not go together
     */
    public static AddressTemplate parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher found = PLACEHOLDER.matcher(text);
        int end = 0;
        while (found.find()) {
            parts.add(new Part(Kind.TEXT, text.substring(end, found.start()), null));
            parts.add(placeholder(found.group(1)));
            end = found.end();
        }
        parts.add(new Part(Kind.TEXT, text.substring(end), null));
        if (parts.stream()
                .anyMatch(part -> part.kind() == Kind.TEXT && part.text().matches(".*[{}].*"))) {
            throw new IllegalArgumentException("a brace has no partner");
        }
        AddressTemplate template = new AddressTemplate(text, parts);
        if (template.takesRange() && template.isDaily()) {
            throw new IllegalArgumentException("{from}, {to} or {last} and a day such as {yyyy} do not go together");
        }
        return template;
    }

    private static Part placeholder(String inside) {
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        @Nullable String pattern = colon < 0 ? null : inside.substring(colon + 1);
        Kind kind = switch (name) {
            case "station" -> Kind.STATION;
            case "key" -> Kind.KEY;
            case "latitude" -> Kind.LATITUDE;
            case "longitude" -> Kind.LONGITUDE;
            case "page" -> Kind.PAGE;
            case "from" -> Kind.FROM;
            case "to" -> Kind.TO;
            case "last" -> Kind.LAST;
            default -> Kind.DAY;
        };
        boolean hasTime = kind == Kind.FROM || kind == Kind.TO || kind == Kind.LAST;
        if ((kind == Kind.DAY && (pattern != null || !DAY.matcher(name).matches())) || (pattern != null && !hasTime)) {
            throw new IllegalArgumentException("unknown placeholder {" + inside + "}; known are {station}, {key},"
                    + " {latitude}, {longitude}, {from}, {to}, {last}, each of these three also with a pattern such as"
                    + " {from:yyyy-MM-dd}, a day such as {yyyy}, {MM}, {yyyyMMdd}, and {page}");
        }
        try {
            @Nullable String format = kind == Kind.DAY ? name : pattern;
            return new Part(
                    kind,
                    inside,
                    format == null
                            ? null
                            : DateTimeFormatter.ofPattern(format, Locale.ROOT).withZone(ZoneOffset.UTC));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("placeholder {" + inside + "}: " + e.getMessage(), e);
        }
    }

    /** Whether one answer gives any range of time. */
    public boolean takesRange() {
        return has(Kind.FROM) || has(Kind.TO) || has(Kind.LAST);
    }

    /** Whether each day has an address of its own. */
    public boolean isDaily() {
        return has(Kind.DAY);
    }

    /** Whether one station is asked for. */
    public boolean namesStation() {
        return has(Kind.STATION) || has(Kind.KEY) || needsPlace();
    }

    /** Whether the station's place is needed. */
    public boolean needsPlace() {
        return has(Kind.LATITUDE) || has(Kind.LONGITUDE);
    }

    /** Whether the source's own name of the station is needed. */
    public boolean needsKey() {
        return has(Kind.KEY);
    }

    /** Whether an answer comes in pages. */
    public boolean isPaged() {
        return has(Kind.PAGE);
    }

    private boolean has(Kind kind) {
        return kinds.contains(kind);
    }

    /** The address with everything filled in but the page, for which {@code {page}} is left standing. */
    public String fill(Values values) {
        StringBuilder address = new StringBuilder();
        for (Part part : parts) {
            address.append(
                    switch (part.kind()) {
                        case TEXT -> part.text();
                        case PAGE -> "{page}";
                        case STATION -> encoded(values.station());
                        case KEY -> encoded(values.key());
                        case LATITUDE -> encoded(plain(values.latitude()));
                        case LONGITUDE -> encoded(plain(values.longitude()));
                        case FROM -> encoded(time(values.from(), part.format()));
                        case TO -> encoded(time(values.to(), part.format()));
                        case LAST -> encoded(time(values.to().minus(HOUR), part.format()));
                        case DAY -> encoded(format(part).format(values.day().atStartOfDay(ZoneOffset.UTC)));
                    });
        }
        return address.toString();
    }

    private static DateTimeFormatter format(Part part) {
        @Nullable DateTimeFormatter format = part.format();
        if (format == null) {
            throw new IllegalStateException("a day has a pattern");
        }
        return format;
    }

    /** An address of one page. */
    public static String page(String filled, int page) {
        return filled.replace("{page}", Integer.toString(page));
    }

    private static String time(Instant time, @Nullable DateTimeFormatter format) {
        try {
            return format == null ? time.toString() : format.format(time);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no such field in a time: " + e.getMessage(), e);
        }
    }

    private static String plain(double degrees) {
        return java.math.BigDecimal.valueOf(degrees).toPlainString();
    }

    private static String encoded(String text) {
        StringBuilder out = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xff);
            if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || UNRESERVED.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
