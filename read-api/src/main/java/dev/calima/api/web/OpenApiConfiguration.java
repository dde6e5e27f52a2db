package dev.calima.api.web;

import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The frame of the OpenAPI document; each endpoint describes itself. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String DESCRIPTION = """
            Air quality as measured, and as expected for the next hours. Open to all, read only.

            **Times** are ISO 8601 in UTC. A value belongs to a period: `periodStart` is in it, `periodEnd` is not. A time in a
            query must have an offset (`Z` or `%2B01:00`).

            **Values**: `value` is null where the number must not be used; what the publisher wrote is then in `publishedValue`,
            and `flag` says why.

            **Errors** are `application/problem+json` (RFC 9457); `errors` names the parameters that are wrong. 400: not readable
            or not known here; 404: readable, but there is no such thing.

            **Keys**: without one you may ask within a small quota; send your key in the header `X-API-Key` for a larger one. It
            never stands in a URL. `/v1/me/usage` tells as what you are known.

            **Quota**: `RateLimit-Policy` and `RateLimit` tell how many requests there are in a window of seconds, how many are
            left and when the next one begins. 429 comes with `Retry-After`.

            **Versions**: within `/v1` things are only added. What will go is marked with `Deprecation` and `Sunset` a year before.

            **Caching**: answers carry `ETag` and `Cache-Control`; send `If-None-Match` and get 304 when nothing changed.

            **Licence**: `meta.attribution` is the sentence to show with the data; `Link` with `rel="license"` leads to the terms.
            """;

    /** {@code at} of a forecast that was asked for without it, {@code key} of a caller without one, what only some problems have. */
    private static final Set<String> LEFT_OUT =
            Set.of("at", "key", "errors", "violated-policies", "availableFrom", "availableUntil", "retryAfterSeconds");

    private static final String KEY = "key";
    private static final String MOMENT = "2019-04-01T00:00:00Z";

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(StationCode.class, new io.swagger.v3.oas.models.media.StringSchema())
                .replaceWithSchema(ParameterCode.class, new io.swagger.v3.oas.models.media.StringSchema());
    }

    @Bean
    static OpenAPI calimaApi() {
        return new OpenAPI()
                .info(new Info().title("Calima").version("1").description(DESCRIPTION))
                .servers(List.of(new Server().url("/").description("This server.")))
                .components(new Components()
                        .addSecuritySchemes(
                                KEY,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-API-Key")
                                        .description("A key as it was shown when it was made: id.secret.")))
                .security(List.of(new SecurityRequirement(), new SecurityRequirement().addList(KEY)));
    }

    @Bean
    static OpenApiCustomizer problems() {
        return api -> {
            ModelConverters.getInstance(true)
                    .readAllAsResolvedSchema(new AnnotatedType(Problem.class))
                    .referencedSchemas
                    .forEach(api.getComponents()::addSchemas);
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> {
                        addProblems(operation);
                        addExamples(operation);
                    });
            api.getComponents().getSchemas().values().forEach(OpenApiConfiguration::requireWhatAlwaysComes);
        };
    }

    /** Every member comes in every answer, null or not, but for those that are left out. */
    private static void requireWhatAlwaysComes(io.swagger.v3.oas.models.media.Schema<?> schema) {
        if (schema.getProperties() != null) {
            schema.setRequired(schema.getProperties().keySet().stream()
                    .filter(member -> !LEFT_OUT.contains(member))
                    .toList());
        }
    }

    /** A parameter that gives no example of its own has its default for one; a moment has one in the sample data. */
    private static void addExamples(Operation operation) {
        if (operation.getParameters() == null) {
            return;
        }
        for (Parameter parameter : operation.getParameters()) {
            io.swagger.v3.oas.models.media.Schema<?> schema = parameter.getSchema();
            if (parameter.getExample() == null && schema.getExample() == null) {
                parameter.setExample(example(parameter.getName(), schema));
            }
        }
    }

    private static @Nullable Object example(String name, io.swagger.v3.oas.models.media.Schema<?> schema) {
        if ("date-time".equals(schema.getFormat())) {
            return MOMENT;
        }
        return name.equals("cursor") ? "AAAAAFyglPAAAAAA" : schema.getDefault();
    }

    private static void addProblems(Operation operation) {
        operation
                .getResponses()
                .addApiResponse("304", new ApiResponse().description("Unchanged since the ETag in If-None-Match."))
                .addApiResponse("400", problem("A parameter is not known here, missing or wrong; errors names it."))
                .addApiResponse(
                        "401", problem("The key opens nothing: it is unknown, revoked or expired; type says which."))
                .addApiResponse("404", problem("There is no such thing; detail says what to ask for instead."))
                .addApiResponse("406", problem("Only application/json is served."))
                .addApiResponse("429", problem("The quota is used up; Retry-After says when there is more."))
                .addApiResponse(
                        "503", problem("The database did not answer in time; Retry-After says when to try again."));
    }

    private static ApiResponse problem(String description) {
        io.swagger.v3.oas.models.media.Schema<?> schema =
                new io.swagger.v3.oas.models.media.Schema<>().$ref("#/components/schemas/Problem");
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(schema)));
    }

    /** The form of an error, for the document only; {@link ProblemHandler} makes the errors. */
    @Schema(name = "Problem", description = "RFC 9457: what went wrong, for people and programs.")
    private record Problem(
            @Schema(description = "Kind of problem.", example = "urn:calima:problem:invalid-parameter")
            URI type,

            @Schema(example = "Bad Request") String title,

            @Schema(description = "HTTP status.", example = "400")
            int status,

            @Schema(
                    description = "What went wrong in this case and what to do.",
                    example = "datetimeFrom: has no offset from UTC; write it as 2019-04-01T00:00:00Z")
            String detail,

            @Schema(description = "The path asked for.", example = "/v1/observations")
            URI instance,

            @Schema(description = "The parameters that are wrong; left out when none is to blame.") @Nullable List<ParameterError> errors,

            @Schema(
                    name = "violated-policies",
                    description = "The quotas that are used up, as RateLimit-Policy names them; only in a 429.",
                    example = "[\"anonymous\"]")
            @Nullable List<String> violatedPolicies,

            @Schema(description = "Begin of what the forecast tells; only where the moment asked for lies outside.")
            @Nullable Instant availableFrom,

            @Schema(description = "End of what the forecast tells, excluded; beside availableFrom.") @Nullable Instant availableUntil,

            @Schema(description = "When to ask again, seconds; only in a 429 and a 503.", example = "23") @Nullable Integer retryAfterSeconds) {}
}
