package dev.calima.bench.read.peer;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;

/** Spring MVC on Tomcat, and nothing else of what the bench has on its class path. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class
})
@interface WebPeer {

    /** Starts one as the read API is started: as many threads, no limit to the requests of a connection. */
    final class Starter {

        /** As many as the read API has on two processors; a database pool has the same. */
        static final int THREADS = 4;

        private Starter() {}

        static void start(Class<?> peer) {
            int port = new SpringApplicationBuilder(peer)
                    .bannerMode(Banner.Mode.OFF)
                    .addCommandLineProperties(false)
                    .properties(Map.of(
                            "server.address",
                            "127.0.0.1",
                            "server.port",
                            0,
                            "server.tomcat.threads.max",
                            THREADS,
                            "server.tomcat.threads.min-spare",
                            THREADS,
                            "server.tomcat.max-keep-alive-requests",
                            -1,
                            "spring.mvc.problemdetails.enabled",
                            true,
                            "logging.level.root",
                            "warn"))
                    .run()
                    .getEnvironment()
                    .getRequiredProperty("local.server.port", Integer.class);
            System.out.println("port=" + port);
            endWithParent();
        }

        private static void endWithParent() {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    System.in.transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    System.err.println("standard input broke, as if it had ended: " + e.getMessage());
                }
                System.exit(0);
            });
        }
    }
}
