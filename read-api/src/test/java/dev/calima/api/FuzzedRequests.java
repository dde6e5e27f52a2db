package dev.calima.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Makes requests from an OpenAPI document: about half of them right, the others spoilt in one way or several. */
final class FuzzedRequests {

    /** What clients and attackers send where a value belongs. */
    private static final List<String> ODD = List.of(
            "",
            " ",
            "0",
            "-1",
            "1e309",
            "NaN",
            "Infinity",
            "null",
            "undefined",
            "true",
            "9223372036854775808",
            "0x10",
            "1,2,3,4",
            "-180,-90,180,90",
            "2019-04-01T00:00:00Z",
            "2019-04-01",
            "2019-02-30T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "P1D",
            "2019-04-01T00:00:00+25:00",
            "no2",
            "NO2",
            "28079008",
            "X-1",
            "'",
            "\"",
            "' OR '1'='1",
            "1; SELECT pg_sleep(9)--",
            "%",
            "%00",
            "../../etc/passwd",
            "<svg onload=alert(1)>",
            "${jndi:ldap://127.0.0.1/a}",
            "=1+1",
            "\u0000",
            "\r\nX-Injected: 1",
            "\ud83d\ude00",
            "\u202e",
            "é",
            "a".repeat(300),
            "[]",
            "{}",
            "*",
            "NULL",
            "0.5",
            "0.99",
            "1000",
            "columns",
            "rows");

    private static final List<String> NAMES = List.of(
            "limit",
            "cursor",
            "asOf",
            "page",
            "format",
            "preview",
            "fields",
            "x",
            "",
            "station",
            "parameter",
            "_",
            "a[b]");

    private static final List<String> ACCEPTS = List.of(
            "*/*",
            "application/json",
            "text/csv",
            "text/html",
            "application/xml",
            "application/geo+json",
            "nonsense",
            "*/json",
            "application/json;q=0, text/csv");

    private final List<JsonNode> paths = new ArrayList<>();
    private final List<String> templates = new ArrayList<>();
    private final Random random;
    private final String key;

    FuzzedRequests(JsonNode document, Random random, String key) {
        this.random = random;
        this.key = key;
        document.get("paths").properties().forEach(path -> {
            templates.add(path.getKey());
            paths.add(path.getValue());
        });
    }

    /**
     * A request.
     *
     * @param template the path as the document writes it
     * @param headers names and values in turn
     */
    @SuppressWarnings("ArrayRecordComponent") // sent, and never compared
    record Fuzzed(String method, String template, String pathAndQuery, String[] headers) {

        @Override
        public String toString() {
            return method + " " + pathAndQuery + " "
                    + Arrays.toString(headers).replaceAll("\\.[\\w-]{43}", ".(secret)");
        }
    }

    Fuzzed next() {
        int operation = random.nextInt(paths.size());
        boolean spoilt = random.nextBoolean();
        String path = templates.get(operation);
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : paths.get(operation).at("/get/parameters")) {
            String name = parameter.get("name").asString();
            String value = value(parameter, spoilt);
            if (parameter.get("in").asString().equals("path")) {
                path = path.replace("{" + name + "}", value.isEmpty() ? "x" : encoded(value));
            } else if (isGiven(parameter, spoilt)) {
                query.add(name + "=" + encoded(value));
            }
        }
        if (spoilt && random.nextInt(6) == 0) {
            query.add(encoded(one(NAMES)) + "=" + encoded(one(ODD)));
        }
        if (spoilt && !query.isEmpty() && random.nextInt(12) == 0) {
            query.add(query.getFirst());
        }
        return new Fuzzed(
                method(spoilt),
                templates.get(operation),
                path + (query.isEmpty() ? "" : "?" + String.join("&", query)),
                headers(spoilt));
    }

    private boolean isGiven(JsonNode parameter, boolean spoilt) {
        boolean required = parameter.path("required").asBoolean();
        if (parameter.get("name").asString().equals("cursor") && !spoilt) {
            return false; // one of another question is refused
        }
        return required ? !spoilt || random.nextInt(10) > 0 : random.nextInt(4) == 0;
    }

    private String value(JsonNode parameter, boolean spoilt) {
        if (spoilt && random.nextInt(3) == 0) {
            return random.nextBoolean() ? one(ODD) : mutated(Operations.example(parameter));
        }
        JsonNode choices = parameter.at("/schema/enum");
        return choices.isArray()
                ? choices.get(random.nextInt(choices.size())).asString()
                : Operations.example(parameter);
    }

    private String mutated(String value) {
        StringBuilder text = new StringBuilder(value);
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, (char) (32 + random.nextInt(96)));
                case 1 -> text.insert(at, one(ODD));
                case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
                default -> text.append(text);
            }
        }
        return text.length() <= 600 ? text.toString() : text.substring(0, 600);
    }

    private String method(boolean spoilt) {
        if (spoilt && random.nextInt(15) == 0) {
            return one(List.of("POST", "PUT", "DELETE", "PATCH", "PROPFIND"));
        }
        return random.nextInt(15) == 0 ? "HEAD" : "GET";
    }

    private String[] headers(boolean spoilt) {
        List<String> headers = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            headers.addAll(
                    List.of("X-API-Key", spoilt && random.nextInt(3) == 0 ? one(List.of("x", "a.b", key + "x")) : key));
        }
        if (spoilt && random.nextInt(6) == 0) {
            headers.addAll(List.of("Accept", one(ACCEPTS)));
        }
        if (spoilt && random.nextInt(10) == 0) {
            headers.addAll(List.of("If-None-Match", one(List.of("*", "W/\"x\"", "\"", ",,,", "W/"))));
        }
        if (spoilt && random.nextInt(10) == 0) {
            headers.addAll(
                    List.of("If-Modified-Since", one(List.of("yesterday", "Tue, 02 Apr 2019 12:00:00 GMT", "0"))));
        }
        if (spoilt && random.nextInt(10) == 0) {
            headers.addAll(List.of("Range", one(List.of("bytes=0-1", "bytes=-1", "rows=1-", "bytes=9-1"))));
        }
        return headers.toArray(String[]::new);
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
