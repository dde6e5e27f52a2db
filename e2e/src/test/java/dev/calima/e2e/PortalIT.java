package dev.calima.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The portal in a real browser, with the demo's real numbers. Skipped where there is no Chromium. */
@ExtendWith(DemoExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(360)
class PortalIT {

    private static final String AGUIRRE = "28079008";
    private static final String VIEW = "#station=" + AGUIRRE + "&parameter=no2&level=90&lang=en";
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    /** Midnight in Madrid, seven days of wall clock before the data end; the clocks went forward in between. */
    private static final String SEVEN_DAYS_BEFORE = "2019-03-24T23:00:00Z";

    private static final Path SCREENSHOTS = Path.of("target");

    private final DemoHome home;
    private @Nullable Chromium chromium;

    PortalIT(DemoHome home) {
        this.home = home;
    }

    @BeforeAll
    void openTheBrowser() throws IOException {
        chromium = Chromium.open().orElse(null);
    }

    /** For each test, so that the report counts each as skipped and says why. */
    @BeforeEach
    void needABrowser() {
        Assumptions.assumeTrue(chromium != null, "no Chromium here: install it, or set CHROMIUM to its path");
    }

    @AfterAll
    void closeTheBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private Api api() {
        return home.api();
    }

    private Visit visit(String path) {
        return visit(path, 1280, 800);
    }

    private Visit visit(String path, int width, int height) {
        return Visit.to(
                api().address().resolve(path), Objects.requireNonNull(chromium).browser(), width, height);
    }

    @Test
    void whoeverComesSeesAllStationsAndTheWorstOne() {
        JsonNode worst = null;
        for (JsonNode latest : api().json("v1/latest?parameter=no2").get("data")) {
            if (worst == null
                    || latest.get("value").floatValue() > worst.get("value").floatValue()) {
                worst = latest;
            }
        }
        String code = Objects.requireNonNull(worst).get("station").asString();
        String name = api().json("v1/stations/" + code).at("/data/name").asString();
        try (Visit visit = visit("").awaitStation(name)) {
            assertThat(visit.page().locator("#plan [data-station]")).hasCount(24);
            assertThat(visit.page().locator("#stations tbody tr")).hasCount(24);
            assertThat(visit.page().locator("#footer")).containsText("Ayuntamiento de Madrid");
        }
    }

    @Test
    void aLinkOpensTheStationWithItsChart() {
        try (Visit visit = visit(VIEW).awaitStation("Escuelas Aguirre")) {
            assertThat(visit.inkedPixels()).as("pixels drawn on the chart").isGreaterThan(1000);
            visit.page().screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("portal.png")));
        }
    }

    @Test
    void aStationIsPickedWithTheMouse() {
        try (Visit visit = visit(VIEW).awaitStation("Escuelas Aguirre")) {
            visit.page().locator("#plan [data-station='28079058']").click();
            visit.awaitStation("El Pardo");
            assertThat(visit.page().url()).contains("station=28079058");
        }
    }

    @Test
    void aStationIsPickedWithTheKeyboard() {
        try (Visit visit = visit(VIEW).awaitStation("Escuelas Aguirre")) {
            Page page = visit.page();
            page.locator("#plan [tabindex='0']").focus();
            page.keyboard().press("ArrowUp");
            String code = String.valueOf(page.evaluate("document.activeElement.dataset.station"));
            assertThat(code).startsWith("28079").isNotEqualTo(AGUIRRE);
            page.keyboard().press("Enter");
            visit.awaitStation(
                    api().json("v1/stations/" + code).at("/data/name").asString());
            assertThat(page.url()).contains("station=" + code);
        }
    }

    @Test
    void theTableHoldsTheNumbersOfTheApi() {
        try (Visit visit = visit(VIEW).awaitStation("Escuelas Aguirre")) {
            visit.page().locator("#values-details summary").click();
            assertThat(visit.page().locator("table#values")).isVisible();
            assertThat(visit.table()).isEqualTo(expectedTable(SEVEN_DAYS_BEFORE, "0.9"));
        }
    }

    /** Seven days of wall clock and the fan, in the words of the table. */
    private List<List<String>> expectedTable(String from, String level) {
        JsonNode fan = api().forecast(AGUIRRE, level);
        Instant end = Instant.parse(fan.get("origin").asString());
        Map<Instant, String> measured = new HashMap<>();
        api().json("v1/observations?limit=1000&parameter=no2&station=" + AGUIRRE + "&datetimeFrom=" + from
                        + "&datetimeTo=" + end)
                .get("data")
                .forEach(row -> {
                    if (!row.get("value").isNull()) {
                        measured.put(Instant.parse(row.get("periodStart").asString()), whole(row.get("value")));
                    }
                });
        List<List<String>> rows = new ArrayList<>();
        for (Instant hour = Instant.parse(from); hour.isBefore(end); hour = hour.plusSeconds(3600)) {
            rows.add(List.of(hour.toString(), measured.getOrDefault(hour, "no value"), "", "", ""));
        }
        for (JsonNode step : fan.get("values")) {
            rows.add(List.of(
                    step.get("periodStart").asString(),
                    "",
                    whole(step.get("median")),
                    whole(step.get("lower")),
                    whole(step.get("upper"))));
        }
        return rows;
    }

    /** NO2 is shown without decimals. */
    private static String whole(JsonNode number) {
        return new BigDecimal(number.asString())
                .setScale(0, RoundingMode.HALF_UP)
                .toString();
    }

    @Test
    void theSentenceSaysTheApisAnswerForTheChosenMoment() {
        try (Visit visit = visit(VIEW).awaitStation("Escuelas Aguirre")) {
            Locator moment = visit.page().locator("#moment");
            Locator sentence = visit.page().locator("#sentence");
            assertThat(sentence).containsText(answer(moment.inputValue()));

            moment.fill("2019-04-03T08:00");
            assertThat(sentence).containsText("Wednesday 3 April 2019 08:00: " + answer("2019-04-03T08:00"));
            assertThat(visit.page().url()).contains("at=2019-04-03T06:00:00Z");

            moment.fill("2019-03-31T23:00");
            assertThat(sentence).containsText("Sunday 31 March 2019 23:00: 33 µg/m³, measured.");
        }
    }

    private String answer(String wallClock) {
        Instant at = LocalDateTime.parse(wallClock).atZone(MADRID).toInstant();
        JsonNode step = api().json("v1/forecasts?parameter=no2&level=0.9&station=" + AGUIRRE + "&at=" + at)
                .at("/data/values/0");
        return whole(step.get("median")) + " µg/m³, between " + whole(step.get("lower")) + " and "
                + whole(step.get("upper")) + " with 90 % confidence";
    }

    @Test
    void moreConfidenceWidensTheInterval() {
        try (Visit visit = visit(VIEW).awaitStation("Escuelas Aguirre")) {
            visit.page().locator("#level").focus();
            visit.page().keyboard().press("Home");
            int half = width(visit.awaitLevel(50).table());
            visit.page().keyboard().press("End");
            List<List<String>> widest = visit.awaitLevel(99).table();
            assertThat(width(widest)).isGreaterThan(2 * half);
            assertThat(widest).isEqualTo(expectedTable(SEVEN_DAYS_BEFORE, "0.99"));
            assertThat(visit.page().locator("#sentence")).containsText("with 99 % confidence");
        }
    }

    /** The sum over all hours. */
    private static int width(List<List<String>> table) {
        return table.stream()
                .filter(row -> !row.getLast().isEmpty())
                .mapToInt(row -> Integer.parseInt(row.get(4)) - Integer.parseInt(row.get(3)))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void aPhoneNeedNotScrollSideways(String language) {
        try (Visit visit =
                visit("#station=" + AGUIRRE + "&lang=" + language, 390, 844).awaitStation("Escuelas Aguirre")) {
            visit.page().locator("#values-details summary").click();
            visit.page().locator("#requests-details summary").click();
            assertThat(visit.page().evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(390);
            visit.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(SCREENSHOTS.resolve("portal-phone-" + language + ".png")));
        }
    }

    @Test
    void theDocumentationOpens() {
        try (Visit visit = visit("docs")) {
            Object documented = visit.page()
                    .evaluate("fetch('/v1/openapi.json').then(answer => answer.json()).then(document =>"
                            + " Object.values(document.paths).filter(path => path.get).length)");
            assertThat(visit.page().locator(".opblock")).hasCount((Integer) documented);
        }
    }
}
