package dev.calima.batch.run;

/**
 * What came of a request.
 *
 * @param runId the run
 * @param isNew whether the request made it; otherwise the same request, by its idempotency key or its schedule and moment, had
 */
public record Submitted(long runId, boolean isNew) {}
