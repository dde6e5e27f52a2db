package dev.calima.batch.operate.web;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of the operator API, as OpenAPI 3.1. */
@RestController
@ConditionalOnWebApplication
class OpenApiController {

    @GetMapping(path = "/ops/v1/openapi.yaml", produces = "application/yaml")
    Resource description() {
        return new ClassPathResource("openapi/ops-v1.yaml");
    }
}
