package dev.calima.batch.operate.web;

import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Tells who asks whose key it is and what it may do, so that a page offers nobody what would be refused. */
@RestController
@ConditionalOnWebApplication
class MeController {

    /**
     * Whose key it is.
     *
     * @param name its name
     * @param role operator, or viewer, who may look and change nothing
     */
    record Me(String name, String role) {}

    @GetMapping("/ops/v1/me")
    Me me(@RequestAttribute(OperatorKeyFilter.HOLDER) OperatorKeys.Holder holder) {
        return new Me(holder.name(), holder.role().name().toLowerCase(Locale.ROOT));
    }
}
