package dev.calima.deploy;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The OpenAPI documents that the gateway's routes are made of.
 *
 * @param readApi routes of the read API
 * @param operatorApi routes of the operator API
 */
record ApiDocuments(List<Route> readApi, List<Route> operatorApi) {

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head", "options");

    /**
     * One operation.
     *
     * @param path as in the document, with parameters in braces
     * @param method in small letters
     * @param operationId the document's name of it
     * @param pathParameters names in braces
     * @param required names of query parameters without which the gateway refuses the request
     */
    record Route(String path, String method, String operationId, List<String> pathParameters, List<String> required) {}

    /**
     * Reads both documents, JSON or YAML.
     *
     * @throws UncheckedIOException when one cannot be read
     * @throws IllegalArgumentException when one has no operations
     */
    static ApiDocuments read(Path readApi, Path operatorApi) {
        return new ApiDocuments(routes(readApi), routes(operatorApi));
    }

    private static List<Route> routes(Path file) {
        Map<?, ?> document;
        try (Reader in = Files.newBufferedReader(file)) {
            // JSON is YAML.
            document = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the OpenAPI document " + file + " cannot be read", e);
        }
        List<Route> routes = new ArrayList<>();
        map(document.get("paths")).forEach((path, item) -> {
            Map<?, ?> operations = map(item);
            for (String method : METHODS) {
                if (operations.get(method) instanceof Map<?, ?> operation) {
                    routes.add(route(path.toString(), method, document, operations, operation));
                }
            }
        });
        if (routes.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " describes no operation: it must be an OpenAPI document with paths");
        }
        return List.copyOf(routes);
    }

    private static Route route(String path, String method, Map<?, ?> document, Map<?, ?> shared, Map<?, ?> operation) {
        List<String> inPath = new ArrayList<>();
        List<String> required = new ArrayList<>();
        for (Object list : new Object[] {shared.get("parameters"), operation.get("parameters")}) {
            for (Object given : list instanceof List<?> some ? some : List.of()) {
                Map<?, ?> parameter = resolved(document, map(given));
                String name = String.valueOf(parameter.get("name"));
                if ("path".equals(parameter.get("in"))) {
                    inPath.add(name);
                } else if ("query".equals(parameter.get("in")) && Boolean.TRUE.equals(parameter.get("required"))) {
                    required.add(name);
                }
            }
        }
        return new Route(
                path, method, String.valueOf(operation.get("operationId")), List.copyOf(inPath), List.copyOf(required));
    }

    /** A parameter that the document names elsewhere, such as {@code #/components/parameters/Id}. */
    private static Map<?, ?> resolved(Map<?, ?> document, Map<?, ?> parameter) {
        if (!(parameter.get("$ref") instanceof String reference)) {
            return parameter;
        }
        @Nullable Object found = document;
        for (String step : reference.substring(2).split("/")) {
            found = map(found).get(step);
        }
        return map(found);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : new LinkedHashMap<>();
    }
}
