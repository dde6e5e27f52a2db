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
     * @param operatorAddress where the operator API is; empty when it is where the pages come from
     */
    record Settings(String operatorAddress) {}

    private final Settings settings;

    DashboardController(@Value("${calima.operator-address:}") String operatorAddress) {
        this.settings = new Settings(operatorAddress);
    }

    @GetMapping(DashboardConfiguration.DOOR + "settings.json")
    Settings settings() {
        return settings;
    }
}
