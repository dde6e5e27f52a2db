package dev.calima.api.crowd;

import java.util.concurrent.Executor;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Requests that have come and that no thread has begun with. */
@Component
class WaitingRequests implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private volatile @Nullable Connector connector;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(started -> connector = started);
    }

    int count() {
        ThreadPoolExecutor executor = executor();
        return executor == null ? 0 : executor.getQueue().size();
    }

    /** How many answer at a time, at least 1. */
    int threads() {
        ThreadPoolExecutor executor = executor();
        return executor == null ? 1 : executor.getMaximumPoolSize();
    }

    private @Nullable ThreadPoolExecutor executor() {
        Connector known = connector;
        Executor executor = known == null ? null : known.getProtocolHandler().getExecutor();
        return executor instanceof ThreadPoolExecutor threads ? threads : null;
    }
}
