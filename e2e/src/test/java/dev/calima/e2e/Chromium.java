package dev.calima.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's Chromium, where there is one; {@code CHROMIUM} names another. */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

    /** Opens it; empty when there is none. */
    static Optional<Chromium> open() throws IOException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program.orElseThrow())
                        .setArgs(List.of("--disable-background-networking", "--disable-component-update")));
        return Optional.of(new Chromium(playwright, browser));
    }

    private static Optional<Path> program() throws IOException {
        Optional<Path> found = Stream.of(
                        System.getenv().getOrDefault("CHROMIUM", ""),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(place -> !place.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        return found.isPresent() ? Optional.of(found.get().toRealPath()) : found;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
