package dev.calima.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.ingest.NoticeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds the documentation to the code: what is named there is there, and what must be explained is explained. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern QUOTED = Pattern.compile("`([^`\n]+)`");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+/?");
    private static final Pattern OUR_TYPE = Pattern.compile("dev\\.calima(\\.[a-z]+)*\\.([A-Z]\\w*)");
    private static final Pattern TYPE = Pattern.compile("([A-Z][a-z0-9]+){2,}");
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)#:\\s]+)(#[^)]*)?\\)");
    private static final Pattern DECLARED =
            Pattern.compile("\\b(?:class|record|interface|enum)\\s+([A-Z]\\w*)", Pattern.MULTILINE);
    /** How the loader asks for a key; the name is in one of the groups. */
    private static final Pattern KEY_ASKED = Pattern.compile(
            "\\.(?:text|textOrNull|number|numberOrNull|wholeNumber|texts|sections|named)\\(\"([a-z-]+)\""
                    + "|(?:zone|choice)\\(section, \"([a-z-]+)\"");
    /** Keys below which the names are those of codes and headers, or of what a format alone knows. */
    private static final Set<String> NAMED_BY_PEOPLE =
            Set.of("words", "flags", "keys", "headers", "station-aliases", "options");
    /** Types that the documentation names and that are others'. */
    private static final Set<String> FOREIGN = Set.of(
            "AuroraPostgresEngineVersion", "JsonWriter", "NullAway", "SchedulerFactoryBean", "ShallowEtagHeaderFilter");

    @Test
    void everyKindOfNoticeIsExplained() throws IOException {
        List<String> headings = Files.readAllLines(ROOT.resolve("docs/notices.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).strip())
                .toList();
        assertThat(Arrays.stream(NoticeKind.values()).map(NoticeKind::code))
                .as("kinds of notice without a heading '## kind' in docs/notices.md:"
                        + " say there what it means, give an example, and say what to do")
                .isSubsetOf(headings);
    }

    @Test
    void everyKeyOfTheConfigurationIsExplained() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String kind : List.of("networks", "feeds", "training", "checks")) {
            for (Path file : filesBelow(ROOT.resolve("jobs-config").resolve(kind), ".yaml")) {
                addKeys(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)), keys);
            }
        }
        for (String file : List.of("schedules.yaml", "alerts.yaml", "retention.yaml")) {
            addKeys(
                    new Yaml(new SafeConstructor(new LoaderOptions()))
                            .load(Files.readString(ROOT.resolve("jobs-config").resolve(file))),
                    keys);
        }
        String loader = "";
        for (String reader : List.of("JobsConfigLoader", "ScheduleSection", "AlertsSection", "RetentionSection")) {
            loader += Files.readString(
                    ROOT.resolve("batch-jobs/src/main/java/dev/calima/batch/config/" + reader + ".java"));
        }
        KEY_ASKED
                .matcher(loader)
                .results()
                .forEach(found -> keys.add(found.group(1) == null ? found.group(2) : found.group(1)));
        assertThat(keys)
                .as("the loader's keys; none found means that this test no longer reads it")
                .hasSizeGreaterThan(20);
        assertThat(keys)
                .as("keys without a row '| `key` |' in jobs-config/README.md: add one to the table of their kind")
                .isSubsetOf(quotedAtRowStart(Files.readString(ROOT.resolve("jobs-config/README.md"))));
    }

    @Test
    void everythingNamedIsThere() throws IOException {
        Set<String> folders = new TreeSet<>();
        try (Stream<Path> top = Files.list(ROOT)) {
            top.filter(Files::isDirectory)
                    .forEach(folder -> folders.add(folder.getFileName().toString()));
        }
        Set<String> types = declaredTypes();
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            String text = FENCED.matcher(Files.readString(page)).replaceAll("");
            String where = ROOT.relativize(page) + ": ";
            for (String name : quoted(text)) {
                if (isMissing(name, folders, types)) {
                    missing.add(where + name);
                }
            }
            for (String link : groups(LINK, text)) {
                if (!Files.exists(page.resolveSibling(link))) {
                    missing.add(where + "link to " + link);
                }
            }
        }
        assertThat(missing)
                .as(
                        "paths and types named in the documentation that are not there: they were moved, renamed or removed;"
                                + " correct the page (a type of somebody else's belongs into FOREIGN in this test)")
                .isEmpty();
    }

    private static boolean isMissing(String name, Set<String> folders, Set<String> types) {
        if (OUR_TYPE.matcher(name).matches()) {
            String type = name.substring(name.lastIndexOf('.') + 1);
            String source = name.replace('.', '/') + ".java";
            return !types.contains(type)
                    || folders.stream()
                            .flatMap(module -> Stream.of("/src/main/java/", "/src/test/java/")
                                    .map(java -> ROOT.resolve(module + java + source)))
                            .noneMatch(Files::exists);
        }
        if (TYPE.matcher(name).matches()) {
            return !types.contains(name) && !FOREIGN.contains(name);
        }
        return PATH.matcher(name).matches()
                && folders.contains(name.substring(0, name.indexOf('/')))
                && !Files.exists(ROOT.resolve(name));
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(
                ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md"), ROOT.resolve("jobs-config/README.md")));
        pages.addAll(filesBelow(ROOT.resolve("docs"), ".md"));
        return pages;
    }

    private static Set<String> declaredTypes() throws IOException {
        Set<String> types = new TreeSet<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.filter(folder -> Files.isDirectory(folder.resolve("src")))
                    .toList()) {
                for (Path source : filesBelow(module.resolve("src"), ".java")) {
                    types.addAll(groups(DECLARED, Files.readString(source)));
                }
            }
        }
        return types;
    }

    private static List<Path> filesBelow(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** The keys of a mapping and of the mappings in it; the names that people choose for parameters are none. */
    private static void addKeys(Object yaml, Set<String> keys) {
        if (yaml instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                keys.add(String.valueOf(key));
                if (key.equals("parameters") && value instanceof Map<?, ?> named) {
                    named.values().forEach(parameter -> addKeys(parameter, keys));
                } else if (!NAMED_BY_PEOPLE.contains(String.valueOf(key))) {
                    addKeys(value, keys);
                }
            });
        } else if (yaml instanceof List<?> list) {
            list.forEach(element -> addKeys(element, keys));
        }
    }

    private static List<String> quotedAtRowStart(String text) {
        return groups(Pattern.compile("(?m)^\\| `([^`]+)` \\|"), text);
    }

    private static List<String> quoted(String text) {
        return groups(QUOTED, text);
    }

    private static List<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
