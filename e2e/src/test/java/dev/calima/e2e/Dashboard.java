package dev.calima.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The job dashboard as somebody with a key uses it, and beside it the API that it shows. */
final class Dashboard implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Everything that is drawn later has been drawn. */
    private static final String QUIET = "() => document.body.dataset.state === 'ready'"
            + " && ![...document.querySelectorAll('.later > .empty')].some((node) => node.textContent.startsWith('Loading'))";

    private static final String SERIOUS =
            "async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',"
                    + " 'best-practice']})).violations.filter((one) => ['serious', 'critical'].includes(one.impact))"
                    + ".map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.html).join(' | '))";

    private final Visit visit;
    private final URI pages;
    private final URI operator;
    private final String key;

    private Dashboard(Visit visit, URI pages, URI operator, String key) {
        this.visit = visit;
        this.pages = pages;
        this.operator = operator;
        this.key = key;
    }

    /** A window of this size; nobody has given a key yet. */
    static Dashboard open(Api api, Browser browser, String key, int width, int height, ColorScheme colours) {
        URI pages = api.address().resolve("ops/");
        URI operator =
                URI.create(api.json("ops/settings.json").get("operatorUrl").asString());
        Visit visit = Visit.to(
                pages,
                Set.copyOf(List.of(pages.getAuthority(), operator.getAuthority())),
                browser,
                new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(colours));
        return new Dashboard(visit, pages, operator, key);
    }

    /** Gives the key and waits for the first page. */
    Dashboard signIn() {
        page().getByLabel("Operator\u2019s key").fill(key);
        page().keyboard().press("Enter");
        return awaitDrawn();
    }

    /** Goes to a place of the dashboard, such as {@code executions/1}. */
    Dashboard at(String place) {
        page().evaluate("place => { document.body.dataset.state = 'going'; location.hash = '#/' + place; }", place);
        return awaitDrawn();
    }

    Dashboard awaitDrawn() {
        page().waitForFunction(QUIET);
        return this;
    }

    /** Says yes to the question that is on the page. */
    void confirm() {
        page().locator("dialog button.primary").click();
    }

    /** Waits until the execution that is shown has this state, as the page writes it. */
    void awaitState(String words) {
        page().locator(".run-head .badge", new Page.LocatorOptions().setHasText(words))
                .waitFor();
    }

    Page page() {
        return visit.page();
    }

    Visit visit() {
        return visit;
    }

    URI address() {
        return pages;
    }

    Locator card(String title) {
        return page().locator(
                        "section.card",
                        new Page.LocatorOptions()
                                .setHas(page().locator("h2", new Page.LocatorOptions().setHasText(title))));
    }

    /** What axe finds that matters. */
    List<?> serious() {
        page().evaluate(axe());
        return (List<?>) page().evaluate(SERIOUS);
    }

    private static String axe() {
        try (InputStream in = Objects.requireNonNull(Dashboard.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the operator API says itself. */
    JsonNode api(String path) {
        HttpRequest request = HttpRequest.newBuilder(operator.resolve("/ops/v1/" + path))
                .header("Authorization", "Bearer " + key)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        visit.close();
    }
}
