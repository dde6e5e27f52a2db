package dev.calima.api;

import tools.jackson.databind.JsonNode;

/** Compares JSON with the part of JSON Schema that our document uses. */
final class DocumentedForm {

    private static final String NONE = "none";

    private DocumentedForm() {}

    /** The first place where the value is not as its schema says; {@code none} when there is none. */
    static String mismatch(JsonNode document, JsonNode schema, JsonNode value, String place) {
        if (schema.has("$ref")) {
            return mismatch(document, document.at(schema.get("$ref").asString().substring(1)), value, place);
        }
        if (schema.has("oneOf")) {
            String last = NONE;
            for (JsonNode choice : schema.get("oneOf")) {
                last = mismatch(document, choice, value, place);
                if (last.equals(NONE)) {
                    return NONE;
                }
            }
            return last;
        }
        if (!schema.get("type").toString().contains("\"" + type(value) + "\"")) {
            return place + " is " + type(value) + ", documented as " + schema.get("type");
        }
        return switch (type(value)) {
            case "object" -> members(document, schema, value, place);
            case "array" -> items(document, schema, value, place);
            default -> NONE;
        };
    }

    private static String members(JsonNode document, JsonNode schema, JsonNode value, String place) {
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asString())) {
                return place + " lacks " + required.asString();
            }
        }
        for (String name : value.propertyNames()) {
            JsonNode property = schema.path("properties").path(name);
            if (property.isMissingNode()) {
                return place + "." + name + " is not documented";
            }
            String found = mismatch(document, property, value.get(name), place + "." + name);
            if (!found.equals(NONE)) {
                return found;
            }
        }
        return NONE;
    }

    private static String items(JsonNode document, JsonNode schema, JsonNode value, String place) {
        for (JsonNode item : value) {
            String found = mismatch(document, schema.get("items"), item, place + "[]");
            if (!found.equals(NONE)) {
                return found;
            }
        }
        return NONE;
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case NULL -> "null";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case BINARY, MISSING, POJO -> "no JSON";
        };
    }
}
