package dev.calima.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One visit to the portal, far from the stations' time zone. Its end fails when the page complained, tried what its
 * content security policy forbids, or asked anybody but our server.
 */
final class Visit implements AutoCloseable {

    private static final String READY = "body[data-state=ready]";

    /** A refusal is noted in the page that it happens in; the binding carries it here at once. */
    private static final String TELL_OF_REFUSALS = """
            addEventListener('securitypolicyviolation',
              (event) => noteRefusal(`${event.violatedDirective} ${event.blockedURI}`));
            """;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final Set<String> allowed;

    private Visit(BrowserContext context, Set<String> allowed) {
        this.context = context;
        this.allowed = allowed;
        context.exposeBinding("noteRefusal", (source, arguments) -> complaints.add("refused: " + arguments[0]));
        context.addInitScript(TELL_OF_REFUSALS);
        context.onRequest(request -> {
            URI asked = URI.create(request.url());
            if (!"data".equals(asked.getScheme()) && !this.allowed.contains(asked.getAuthority())) {
                complaints.add("asked elsewhere: " + asked);
            }
        });
        context.onResponse(response -> {
            if (response.status() >= 400) {
                complaints.add("answered " + response.status() + ": " + response.url());
            }
        });
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add("console: " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("script: " + error));
    }

    /** Opens a page in a window of this size. */
    static Visit to(URI address, Browser browser, int width, int height) {
        return to(
                address,
                Set.of(address.getAuthority()),
                browser,
                new Browser.NewContextOptions().setViewportSize(width, height));
    }

    /** As {@link #to(URI, Browser, int, int)}, where the page may also ask others, by their host and port. */
    static Visit to(URI address, Set<String> allowed, Browser browser, Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setLocale("en-GB").setTimezoneId("Pacific/Auckland"));
        Visit visit = new Visit(context, allowed);
        visit.page.navigate(address.toString());
        return visit;
    }

    /** What was asked for on purpose and refused is no complaint: forgets all that holds these words. */
    void forgive(String words) {
        complaints.removeIf(complaint -> complaint.contains(words));
    }

    Page page() {
        return page;
    }

    /** Waits until the station's numbers are on the page. */
    Visit awaitStation(String name) {
        page.waitForFunction(
                "name => document.getElementById('station-name').textContent === name" + " && document.querySelector('"
                        + READY + " #chart[data-state=ready]') !== null",
                name);
        return this;
    }

    /** Waits until the fan of this confidence is on the page. */
    Visit awaitLevel(int percent) {
        page.waitForFunction(
                "words => document.getElementById('chart-key').textContent.includes(words)"
                        + " && document.querySelector('" + READY + "') !== null",
                percent + " % interval");
        return this;
    }

    /** The rows of the table of values: start of the hour, measured, forecast, lower, upper, as they are written. */
    List<List<String>> table() {
        List<?> rows = (List<?>) page.locator("table#values tr[data-start]").evaluateAll("""
                rows => rows.map((row) => [row.dataset.start, ...[...row.querySelectorAll('td')].map((cell) => cell.textContent)])
                """);
        return rows.stream()
                .map(row -> ((List<?>) row).stream().map(String::valueOf).toList())
                .toList();
    }

    /** How many pixels of the chart's drawing are not blank. */
    long inkedPixels() {
        return ((Number) page.evaluate("""
                        () => {
                          const canvas = document.querySelector('#chart canvas');
                          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                          return data.filter((byte, i) => i % 4 === 3 && byte > 0).length;
                        }
                        """)).longValue();
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("what the page complained of").isEmpty();
    }
}
