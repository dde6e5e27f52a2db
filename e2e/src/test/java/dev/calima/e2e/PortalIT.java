package dev.calima.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The portal in a real browser, with the demo's real numbers. Skipped where there is no Chromium. */
@ExtendWith(DemoExtension.class)
@Timeout(360)
class PortalIT {

    private static final String VIEW = "#station=28079008&parameter=no2&level=90&lang=en";
    private static final String READY = "body[data-state=ready]";

    @Test
    void aPersonSeesStationsChartAndSentence(DemoHome home) throws Exception {
        Path chromium = chromium();
        URI address = home.running().address();
        List<String> complaints = new ArrayList<>();
        List<String> strangers = new ArrayList<>();
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium)
                                .setArgs(List.of("--disable-background-networking", "--disable-component-update")));
                BrowserContext context =
                        browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800))) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            page.onRequest(request -> {
                if (!request.url().startsWith(address.toString())
                        && !request.url().startsWith("data:")) {
                    strangers.add(request.url());
                }
            });
            page.navigate(address + VIEW);
            page.waitForSelector(READY);
            assertThat(page.locator("#plan [data-station]").count()).isEqualTo(24);

            page.locator("#values-details").evaluate("details => details.open = true");
            JsonNode first =
                    home.api().forecast("28079008", "0.9").get("values").get(0);
            String row = page.locator("table#values tr[data-start='2019-03-31T22:00:00Z']")
                    .innerText();
            assertThat(numbers(row))
                    .as("median and interval of the first forecast hour: " + row)
                    .contains(
                            Math.round(first.get("median").asDouble()),
                            Math.round(first.get("lower").asDouble()),
                            Math.round(first.get("upper").asDouble()));
            assertThat(page.locator("#sentence").innerText())
                    .contains("Escuelas Aguirre")
                    .contains("µg/m³")
                    .contains("90 %");
            assertThat(inkedPixels(page)).as("pixels drawn on the chart").isGreaterThan(1000);
            page.locator("#values-details").evaluate("details => details.open = false");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/portal.png")));

            page.locator("#plan [data-station='28079038']").focus();
            page.keyboard().press("Enter");
            page.waitForFunction("() => document.querySelector('#station-name').innerText.includes('Cuatro Caminos')"
                    + " && document.body.dataset.state === 'ready'");

            page.setViewportSize(390, 844);
            assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).doubleValue())
                    .as("no sideways scrolling on a phone")
                    .isCloseTo(390, within(0.5));
        }
        assertThat(complaints).isEmpty();
        assertThat(strangers).as("requests to anybody else").isEmpty();
    }

    private static long inkedPixels(Page page) {
        return ((Number) page.evaluate("""
                        () => {
                          const canvas = document.querySelector('#chart canvas');
                          const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                          let inked = 0;
                          for (let i = 3; i < data.length; i += 4) if (data[i] > 0) inked++;
                          return inked;
                        }
                        """)).longValue();
    }

    private static List<Long> numbers(String text) {
        return Stream.of(text.split("[^0-9.]+"))
                .filter(part -> part.matches("\\d+(\\.\\d+)?"))
                .map(part -> Math.round(Double.parseDouble(part)))
                .toList();
    }

    private static Path chromium() throws IOException {
        List<String> places = new ArrayList<>();
        String given = System.getenv("CHROMIUM");
        if (given != null) {
            places.add(given);
        }
        places.addAll(List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"));
        Path found = places.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(found != null, "no Chromium here: install it, or set CHROMIUM to its path");
        return found == null ? Path.of("") : found.toRealPath();
    }
}
