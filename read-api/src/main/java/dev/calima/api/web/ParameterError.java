package dev.calima.api.web;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What is wrong with one parameter of a request.
 *
 * @param parameter its name as in the query or the path
 * @param message what is wrong and what to write instead
 */
@Schema(description = "What is wrong with one parameter of the request.")
public record ParameterError(
        @Schema(example = "datetimeFrom") String parameter,

        @Schema(example = "has no offset from UTC; write it as 2019-04-01T00:00:00Z")
        String message) {}
