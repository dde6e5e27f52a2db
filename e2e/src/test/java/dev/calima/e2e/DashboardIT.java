package dev.calima.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
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
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The job dashboard in a real browser, on the demo. Skipped where there is no Chromium. */
@ExtendWith(DemoExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(360)
class DashboardIT {

    private static final Path SCREENSHOTS = Path.of("target");
    private static final String HOSTILE = "<img src=x onerror=alert(1)>.csv";
    private final DemoHome home;
    private @Nullable Chromium chromium;

    DashboardIT(DemoHome home) {
        this.home = home;
    }

    @BeforeAll
    void openTheBrowser() throws IOException {
        chromium = Chromium.open().orElse(null);
    }

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

    private Dashboard open(String key, int width, ColorScheme colours) {
        return Dashboard.open(home.api(), Objects.requireNonNull(chromium).browser(), key, width, 800, colours);
    }

    private Dashboard operator() {
        return open(home.operatorKey(), 1280, ColorScheme.LIGHT).signIn();
    }

    @Test
    void theKeyIsKeptInTheTabAloneAndAWrongOneIsToldSo() {
        try (Dashboard dashboard = open(home.operatorKey(), 1280, ColorScheme.LIGHT)) {
            Page page = dashboard.page();
            page.getByLabel("Operator\u2019s key").fill("somebody-elses-key");
            page.keyboard().press("Enter");
            assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("The key is not accepted");
            dashboard.visit().forgive("401");
            dashboard.signIn();
            assertThat(page.url()).doesNotContain(home.operatorKey());
            assertThat(page.evaluate("JSON.stringify(localStorage) + document.cookie"))
                    .asString()
                    .doesNotContain(home.operatorKey());

            page.evaluate("sessionStorage.setItem('calima.operator-key', 'a-key-that-has-expired')");
            page.getByText("Audit").click();
            assertThat(page.getByLabel("Operator\u2019s key")).isVisible();
            assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .containsText("The key is not accepted");
            dashboard.visit().forgive("401");
        }
    }

    @Test
    void aJobIsStartedByKeyboardAndFollowedLive() {
        try (Dashboard dashboard = operator();
                Dashboard watcher = operator()) {
            Page page = dashboard.page();
            tabTo(page, "Start");
            page.keyboard().press("Enter");
            dashboard.awaitDrawn();
            tabTo(page, "aggregates-rebuild");
            page.keyboard().press("Enter");
            page.locator("form[data-job]").waitFor();
            page.getByLabel("everything").focus();
            page.keyboard().type("y");
            page.getByLabel("Reason").focus();
            page.keyboard().type("tried by hand");
            tabTo(page, "Start");
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile("#/executions/\\d+"));
            String id = page.url().replaceAll(".*/", "");
            watcher.page()
                    .locator("[data-execution='" + id + "'], .ended a[href$='/" + id + "']")
                    .first()
                    .waitFor();
            assertThat(watcher.page().locator("#live")).hasText("\u25cf Live");
            dashboard.awaitState("completed");
            JsonNode run = dashboard.api("executions/" + id);
            assertThat(run.at("/parameters/everything").asString()).isEqualTo("true");
            assertThat(run.get("reason").asString()).isEqualTo("tried by hand");
            assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.PROGRESSBAR))
                    .hasAttribute("aria-valuenow", "100");
            assertThat(dashboard.card("Who said what")).containsText("start");
        }
    }

    /** Presses Tab until an element with these words has the focus. */
    private static void tabTo(Page page, String words) {
        for (int i = 0; i < 80; i++) {
            page.keyboard().press("Tab");
            if (String.valueOf(page.evaluate("document.activeElement.textContent"))
                    .startsWith(words)) {
                return;
            }
        }
        throw new AssertionError("Tab does not lead to " + words);
    }

    @Test
    void theNumbersOfALoadAreTheApisAndAddUp() {
        try (Dashboard dashboard = operator().at("executions/1")) {
            JsonNode counts = dashboard.api("executions/1").get("counts");
            for (String name : List.of("linesLoaded", "linesRejected", "valuesInserted", "valuesUnchanged")) {
                assertThat(dashboard.page().locator("[data-count='" + name + "'] b"))
                        .hasText(
                                String.format(Locale.UK, "%,d", counts.get(name).asLong()));
            }
            assertThat(dashboard.card("What came of it").getByText("adds up")).hasCount(2);
            assertThat(dashboard.card("Steps").locator("li")).hasCount(3);
            assertThat(dashboard.card("Log")).containsText("job ended COMPLETED");
            assertThat(dashboard.card("Parameters")).containsText("madrid-air-hourly");
        }
    }

    @Test
    void executionsAreSearchedAndTheAddressHoldsTheSearch() {
        try (Dashboard dashboard = operator().at("executions")) {
            Page page = dashboard.page();
            page.getByLabel("Job").selectOption("observations-load-massive");
            page.getByLabel("State").selectOption("completed");
            page.getByLabel("Parameter").fill("feed=MADRID-AIR");
            page.getByLabel("Asked for since").fill("2020-01-01T00:00");
            page.getByText("Search").click();
            page.waitForURL(Pattern.compile(".*parameter=feed.*"));
            int found = dashboard
                    .api("executions?job=observations-load-massive&state=completed&parameter=feed%3Dmadrid")
                    .size();
            assertThat(page.locator("tbody tr")).hasCount(found);
            assertThat(page.locator("tbody tr").first()).containsText("madrid-air-hourly");
            page.reload();
            assertThat(page.locator("tbody tr")).hasCount(found);
            dashboard.at("executions?parameter=feed%3Dnobody");
            assertThat(page.getByText("No execution is like that.")).isVisible();
        }
    }

    @Test
    void aFileIsSentAndWhatIsRefusedIsShownAsTextAndLoadedAgain() {
        try (Dashboard dashboard = operator().at("files")) {
            Page page = dashboard.page();
            page.getByLabel("Feed").selectOption("madrid-air-hourly");
            page.getByLabel("Largest share refused").fill("1");
            page.locator("input[type=file]")
                    .setInputFiles(
                            new FilePayload(HOSTILE, "text/csv", refused().getBytes(StandardCharsets.UTF_8)));
            page.getByText("Send and load").click();
            page.getByText("2 refused").click();
            dashboard.awaitDrawn();
            assertThat(page.locator("td, th", new Page.LocatorOptions().setHasText("img src=x"))
                            .first())
                    .containsText("<img src=x onerror=alert(1)>.csv");
            assertThat(page.locator("code.raw", new Page.LocatorOptions().setHasText("<script>")))
                    .hasCount(1);
            assertThat(page.locator("main img, main script")).hasCount(0);

            page.locator("[data-replay]").first().click();
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog")).not().isVisible();
            page.locator("[data-replay]").first().click();
            dashboard.confirm();
            page.waitForURL(Pattern.compile("#/executions/\\d+"));
            dashboard.awaitState("completed");
        }
    }

    /** A file as Madrid publishes it, with two lines of stations that Madrid has not; markup stands in one of them. */
    private static String refused() {
        StringBuilder head = new StringBuilder("PROVINCIA;MUNICIPIO;ESTACION;MAGNITUD;PUNTO_MUESTREO;ANO;MES;DIA");
        for (int hour = 1; hour <= 24; hour++) {
            head.append(String.format(Locale.ROOT, ";H%02d;V%02d", hour, hour));
        }
        String hours = ";31;V".repeat(24);
        return head + "\n28;79;998;8;28079998_8_8;2019;03;01" + hours
                + "\n28;79;997;8;<script>alert(2)</script>;2019;03;01" + hours + "\n";
    }

    @Test
    void aBackfillIsPlannedOnTheGridStartedAndFollowed() {
        try (Dashboard dashboard =
                operator().at("backfills/new?feed=madrid-air-hourly&from=2018-12&to=2019-03&station=28079008")) {
            Page page = dashboard.page();
            assertThat(page.locator(".grid .cell")).hasCount(3);
            page.locator("[data-cell='2019-01']").focus();
            page.keyboard().press("Enter");
            assertThat(page.getByLabel("From").first()).hasValue("2019-01");
            assertThat(page.getByLabel("To (excluded)")).hasValue("2019-02");
            page.locator("select[name=reprocess]").selectOption("all");
            page.locator("select[name=origin]").selectOption("landing");
            page.getByText("Dry run").click();
            assertThat(page.locator(".plan-answer")).containsText("1 would be loaded");
            page.locator("button", new Page.LocatorOptions().setHasText("Start the backfill"))
                    .click();
            dashboard.confirm();
            page.waitForURL(Pattern.compile("#/backfills/\\d+"));
            page.locator(".card .badge.is-completed").first().waitFor();
            assertThat(dashboard.card("Partitions").locator("li")).hasCount(1);
        }
    }

    @Test
    void whatFailedSaysWhyAndIsGivenUpOnlyWhenThatIsConfirmed() {
        try (Dashboard dashboard = operator().at("start/observations-load-massive")) {
            Page page = dashboard.page();
            page.getByLabel("paths").fill("/nowhere/at-all.csv");
            page.locator("form[data-job] button.primary").click();
            assertThat(page.locator(".wrong", new Page.LocatorOptions().setHasText("must be given")))
                    .hasCount(1);
            page.locator("select[name=feed]").selectOption("long-csv");
            page.locator("form[data-job] button.primary").click();
            page.waitForURL(Pattern.compile("#/executions/\\d+"));
            dashboard.awaitState("failed");
            assertThat(page.locator(".message").first()).containsText("/nowhere/at-all.csv");
            assertThat(page.locator("[data-verb=restart]")).isVisible();

            page.locator("[data-verb=abandon]").focus();
            page.keyboard().press("Enter");
            page.keyboard().press("Escape");
            assertThat(page.locator(".run-head .badge")).containsText("failed");
            page.locator("[data-verb=abandon]").click();
            dashboard.confirm();
            dashboard.awaitState("abandoned");
            assertThat(page.locator("[data-verb]")).hasCount(0);
            assertThat(dashboard.card("Who said what").getByText("abandon").first())
                    .isVisible();
        }
    }

    @Test
    void aProfileIsChangedByTheFormAndTakenBack() {
        try (Dashboard dashboard = operator().at("models/default")) {
            Page page = dashboard.page();
            page.getByLabel("knn.k").fill("25");
            page.getByLabel("knn.distance").selectOption("manhattan");
            page.getByText("Put in use").click();
            assertThat(page.locator("h2").first()).hasText(Pattern.compile("Version \\d+"));
            assertThat(dashboard
                            .api("training-profiles/default")
                            .at("/settings/knn")
                            .toString())
                    .isEqualTo("{\"distance\":\"manhattan\",\"k\":25}");
            page.getByText("Back to the file").click();
            dashboard.confirm();
            assertThat(page.locator("h2").first()).hasText("As the file has it");
        }
    }

    @Test
    void aBacktestIsAskedForAndItsScoresAreTheApis() {
        try (Dashboard dashboard = operator().at("trials?kind=backtests")) {
            Page page = dashboard.page();
            page.locator("select[name=series]").selectOption("28079004");
            page.getByLabel("Algorithm").selectOption("climatology");
            page.locator("form[data-trial] button.primary").click();
            page.locator("img.plot-image").waitFor();
            String id = page.url().replaceAll(".*/", "");
            JsonNode best = dashboard.api("backtests/" + id).at("/report/summary/entrants/1");
            Locator row = page.locator(
                    "tr",
                    new Page.LocatorOptions().setHasText(best.get("algorithm").asString()));
            assertThat(row)
                    .containsText(
                            String.format(Locale.UK, "%.2f", best.get("mae").asDouble()));
            assertThat(page.evaluate("document.querySelector('img.plot-image').naturalWidth > 0"))
                    .isEqualTo(true);
        }
    }

    @Test
    void aViewerSeesEverythingAndIsOfferedNothing() {
        try (Dashboard dashboard =
                open(DemoHome.VIEWER_KEY, 1280, ColorScheme.LIGHT).signIn()) {
            assertThat(dashboard.page().locator("#who")).hasText("eve (read only)");
            for (String place : List.of(
                    "",
                    "executions/1",
                    "start/forecast-train",
                    "files",
                    "schedules",
                    "models/default",
                    "trials",
                    "backfills/new")) {
                dashboard.at(place);
                assertThat(
                                dashboard
                                        .page()
                                        .locator(
                                                "[data-verb], [data-replay], main button.primary:not([disabled]):not([type=submit]), form[data-trial]"))
                        .hasCount(0);
            }
            dashboard.at("start/forecast-train");
            assertThat(dashboard.page().locator("form[data-job] button.primary"))
                    .isDisabled();
        }
    }

    @Test
    void aBackEndThatIsAwayIsSaidToBeAway() {
        try (Dashboard dashboard = operator()) {
            dashboard.page().route(Pattern.compile("/ops/v1/"), route -> route.abort());
            dashboard.page().getByText("Audit").click();
            assertThat(dashboard.page().getByText("The operator API does not answer"))
                    .isVisible();
            dashboard.page().unroute(Pattern.compile("/ops/v1/"));
            dashboard.page().unrouteAll();
            dashboard.page().getByText("Try again").click();
            dashboard.awaitDrawn();
            assertThat(dashboard.page().locator("tbody tr").first()).isVisible();
            dashboard.visit().forgive("net::ERR");
        }
    }

    private static final List<String> PLACES = List.of(
            "",
            "executions",
            "executions/1",
            "start/observations-load-massive",
            "files",
            "rejects?all=true",
            "backfills",
            "backfills/new?feed=madrid-air-hourly&from=2019-01&to=2019-03",
            "schedules",
            "models",
            "models/default",
            "trials",
            "audit");

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyPageFitsAPhoneAndIsReadable(ColorScheme colours) {
        try (Dashboard dashboard = open(home.operatorKey(), 390, colours).signIn()) {
            if (colours == ColorScheme.DARK) {
                dashboard.page().locator("#language").click();
                dashboard.awaitDrawn();
                assertThat(dashboard.page().locator("h1")).hasText("Resumen");
            }
            for (String place : PLACES) {
                dashboard.at(place);
                assertThat(dashboard.page().evaluate("document.documentElement.scrollWidth"))
                        .as("width of '%s'", place)
                        .isEqualTo(390);
                assertThat(dashboard.serious())
                        .as("what axe finds in '%s'", place)
                        .isEmpty();
            }
            dashboard.visit().forgive("404"); // an operator API that does not tell of single models
            dashboard.at("");
            dashboard
                    .page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(SCREENSHOTS.resolve("dashboard-phone-" + colours + ".png")));
        }
    }

    @Test
    void theOverviewTellsEachFeedAndJob() {
        try (Dashboard dashboard = operator()) {
            assertThat(dashboard.page().locator(".tile")).hasCount(8);
            assertThat(dashboard.card("Feeds")).containsText("madrid-air-hourly");
            assertThat(dashboard.card("Jobs")).containsText("forecast-train");
            assertThat(dashboard.card("Incidents")).isVisible();
            dashboard.page().screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("dashboard.png")));
        }
    }
}
