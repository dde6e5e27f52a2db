package dev.calima.api.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The licence of data that is served.
 *
 * @param name its name
 * @param url where it stands; null when it has no page
 */
@Schema(description = "The licence of the data.")
public record Licence(
        @Schema(example = "Condiciones de reutilización de datos.madrid.es")
        String name,

        @Schema(
                description = "Where it stands; null when it has no page.",
                types = {"string", "null"},
                example = "https://datos.madrid.es/egob/catalogo/aviso-legal")
        @Nullable String url) {}
