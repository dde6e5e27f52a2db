package dev.calima.api.frame;

import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says in the OpenAPI document that cells of the matrices may be null, which annotations cannot say of lists in lists. */
@Configuration(proxyBeanMethods = false)
class FrameDocument {

    @Bean
    static OpenApiCustomizer emptyCells() {
        return api -> {
            Schema<?> frames =
                    Objects.requireNonNull(api.getComponents().getSchemas().get("Frames"));
            Map<String, ?> members = Objects.requireNonNull(frames.getProperties());
            for (String matrix : List.of("value", "band")) {
                Schema<?> rows = (Schema<?>) Objects.requireNonNull(members.get(matrix));
                rows.getItems().getItems().addType("null");
            }
        };
    }
}
