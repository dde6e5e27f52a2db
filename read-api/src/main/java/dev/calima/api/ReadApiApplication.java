package dev.calima.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The read API as a program: takes its settings from the environment and serves until it is told to stop. */
@SpringBootApplication(proxyBeanMethods = false)
public class ReadApiApplication {

    private static final Logger LOG = LoggerFactory.getLogger(ReadApiApplication.class);
    private static final int EXIT_USAGE = 2;

    public static void main(String[] args) {
        ApiSettings settings;
        try {
            settings = ApiSettings.from(System.getenv());
        } catch (InvalidSettingsException e) {
            System.err.println(e.getMessage());
            System.exit(EXIT_USAGE);
            return;
        }
        if (settings.exitWithParent()) {
            exitAtEndOf(System.in);
        }
        start(settings, Clock.systemUTC());
    }

    /**
     * Starts the API; the caller closes the context.
     *
     * @param environment the settings by the names of their environment variables
     * @param clock tells whether a forecast is stale and which periods have ended
     * @throws InvalidSettingsException when a setting is missing or wrong; names them all
     */
    public static ConfigurableApplicationContext start(Map<String, String> environment, Clock clock) {
        return start(ApiSettings.from(environment), clock);
    }

    private static ConfigurableApplicationContext start(ApiSettings settings, Clock clock) {
        SpringApplication application = new SpringApplicationBuilder(ReadApiApplication.class)
                .properties(settings.springProperties())
                .bannerMode(Banner.Mode.OFF)
                .addCommandLineProperties(false)
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("clock", clock);
                    context.getBeanFactory().registerSingleton("accessSettings", settings.access());
                })
                .build();
        ConfigurableApplicationContext context = application.run();
        LOG.info(
                "Serving at http://{}:{} (documentation at /docs), health at http://{}:{}/actuator/health",
                settings.address(),
                context.getEnvironment().getProperty("local.server.port"),
                ApiSettings.LOOPBACK,
                context.getEnvironment().getProperty("local.management.port"));
        return context;
    }

    /** A parent that dies, however it dies, closes the pipe: then nobody wants this process any more. */
    private static void exitAtEndOf(InputStream input) {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            try {
                input.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                LOG.debug("standard input broke, as if it had ended", e);
            }
            System.exit(0);
        });
    }
}
