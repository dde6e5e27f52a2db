package dev.calima.bench.kill;

import tools.jackson.databind.JsonNode;

/**
 * What the operator API answered.
 *
 * @param status of HTTP
 * @param body its JSON; an empty node for none
 */
record Answer(int status, JsonNode body) {

    private static final int ACCEPTED = 202;
    private static final int CONFLICT = 409;

    /** Whether it will be done. */
    boolean isAccepted() {
        return status == ACCEPTED;
    }

    /** Whether it does not fit what there is, and a sentence says why. */
    boolean isConflict() {
        return status == CONFLICT && !body.path("detail").asString("").isBlank();
    }

    /** The run that it is about; 0 for none. */
    long run() {
        return body.path("id").asLong(body.path("execution").asLong(0));
    }

    /** Where the run stands. */
    String state() {
        return body.path("state").asString("");
    }

    /** Whether the run may still change by itself. */
    boolean isAlive() {
        return switch (state()) {
            case "queued", "running", "stopping" -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return status + " " + state() + " "
                + body.path("detail").asString(body.path("message").asString(""));
    }
}
