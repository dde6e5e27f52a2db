package dev.calima.api.dashboard;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the dashboard's pages what depends on where they run. */
@RestController
class DashboardController {

    /**
     * What depends on where they run.
     *
     * @param operatorUrl where the operator API is; empty when it is where the pages come from
     */
    record Settings(String operatorUrl) {}

    private final Settings settings;

    DashboardController(@Value("${calima.operator-url:}") String operatorUrl) {
        this.settings = new Settings(operatorUrl);
    }

    @GetMapping(DashboardConfiguration.DOOR + "settings.json")
    Settings settings() {
        return settings;
    }
}
