package dev.calima.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Our OpenAPI documents as API Gateway takes them: the same routes, each handed on to the load balancer. Answers and schemas stay
 * out; they are in the document that the application publishes itself.
 *
 * <p>Extensions: <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html">AWS</a>.
 */
final class GatewayDocument {

    private static final int TIMEOUT_MS = 29_000;

    private final String title;
    private final Map<String, Object> paths = new LinkedHashMap<>();

    /** An empty document of an API with this title. */
    GatewayDocument(String title) {
        this.title = title;
    }

    /**
     * Adds routes.
     *
     * @param routes of the application
     * @param target where it is, such as {@code http://host:port}
     * @param keyRequired whether the gateway asks for an API key of its own
     */
    GatewayDocument with(List<ApiDocuments.Route> routes, String target, boolean keyRequired) {
        routes.forEach(route ->
                operation(route.path(), route.method(), route.pathParameters(), route.required(), target, keyRequired));
        return this;
    }

    /** Adds everything else that is read: pages and their files, without a key, for a browser sends none. */
    GatewayDocument withPages(String target) {
        operation("/", "get", List.of(), List.of(), target, false);
        operation("/{proxy+}", "get", List.of("proxy"), List.of(), target, false);
        return this;
    }

    Map<String, Object> build() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.0.1");
        document.put("info", Map.of("title", title, "version", "1"));
        document.put("paths", paths);
        document.put("x-amazon-apigateway-binary-media-types", List.of("*/*")); // bytes are handed on as they are
        document.put("x-amazon-apigateway-request-validator", "parameters");
        document.put(
                "x-amazon-apigateway-request-validators",
                Map.of("parameters", Map.of("validateRequestParameters", true, "validateRequestBody", false)));
        document.put("x-amazon-apigateway-api-key-source", "HEADER");
        document.put("x-amazon-apigateway-gateway-responses", problems());
        document.put(
                "components",
                Map.of(
                        "securitySchemes",
                        Map.of("key", Map.of("type", "apiKey", "name", "x-api-key", "in", "header"))));
        return document;
    }

    private void operation(
            String path,
            String method,
            List<String> inPath,
            List<String> required,
            String target,
            boolean keyRequired) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        Map<String, String> handedOn = new LinkedHashMap<>();
        for (String name : inPath) {
            parameters.add(parameter(name, "path"));
            handedOn.put("integration.request.path." + name, "method.request.path." + name);
        }
        for (String name : required) {
            parameters.add(parameter(name, "query"));
        }
        Map<String, Object> integration = new LinkedHashMap<>();
        integration.put("type", "http_proxy");
        integration.put("httpMethod", method.toUpperCase(Locale.ROOT));
        integration.put("uri", target + path.replace("{proxy+}", "{proxy}"));
        integration.put("connectionType", "VPC_LINK");
        integration.put("connectionId", "${stageVariables.link}");
        integration.put("passthroughBehavior", "when_no_match");
        integration.put("timeoutInMillis", TIMEOUT_MS);
        if (!handedOn.isEmpty()) {
            integration.put("requestParameters", handedOn);
        }
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("parameters", parameters);
        operation.put("responses", Map.of("default", Map.of("description", "as the application says")));
        operation.put("x-amazon-apigateway-integration", integration);
        if (keyRequired) {
            operation.put("security", List.of(Map.of("key", List.of())));
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> item = (Map<String, Object>) paths.computeIfAbsent(path, _ -> new LinkedHashMap<>());
        item.put(method, operation);
    }

    private static Map<String, Object> parameter(String name, String in) {
        return Map.of("name", name, "in", in, "required", true, "schema", Map.of("type", "string"));
    }

    /** What the gateway itself refuses is told in the form of our own problems (RFC 9457). */
    private static Map<String, Object> problems() {
        Map<String, Object> problems = new LinkedHashMap<>();
        problems.put("THROTTLED", problem(429, "Too many requests", "Slow down, and try again in a second.", true));
        problems.put(
                "QUOTA_EXCEEDED", problem(429, "Quota used up", "The day's requests of this key are used up.", true));
        problems.put(
                "INVALID_API_KEY", problem(403, "Key needed", "Send a valid API key in the header X-API-Key.", false));
        problems.put("ACCESS_DENIED", problem(403, "Not allowed", "This door is not open to your address.", false));
        problems.put(
                "MISSING_AUTHENTICATION_TOKEN",
                problem(404, "No such route", "See the description of the API for what there is.", false));
        problems.put(
                "BAD_REQUEST_PARAMETERS",
                problem(400, "Parameter missing", "$context.error.validationErrorString", false));
        problems.put(
                "INTEGRATION_TIMEOUT",
                problem(504, "No answer in time", "Ask for less at once, or try again later.", true));
        problems.put("INTEGRATION_FAILURE", problem(503, "Not available", "Try again in a few seconds.", true));
        return problems;
    }

    private static Map<String, Object> problem(int status, String title, String detail, boolean again) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("gatewayresponse.header.Content-Type", "'application/problem+json'");
        if (again) {
            headers.put("gatewayresponse.header.Retry-After", "'1'");
        }
        return Map.of(
                "statusCode", status,
                "responseParameters", headers,
                "responseTemplates",
                        Map.of(
                                "application/json",
                                "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status
                                        + ",\"detail\":\"" + detail + "\",\"instance\":\"$context.path\"}"));
    }
}
