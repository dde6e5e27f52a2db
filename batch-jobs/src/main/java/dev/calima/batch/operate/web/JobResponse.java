package dev.calima.batch.operate.web;

import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunnableJob;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A job as the operator API shows it.
 *
 * @param name its name
 * @param description what it does
 * @param pool whose threads do it when nobody says otherwise
 * @param parameters what it may be told
 * @param executionsHref where its executions are shown
 */
record JobResponse(String name, String description, String pool, List<Parameter> parameters, String executionsHref) {

    /**
     * What it may be told.
     *
     * @param name its name
     * @param type text, texts (one a line, or a JSON array), whole, number, flag, instant or day
     * @param required whether it must be given
     * @param identifying whether it belongs to what makes two executions the same
     * @param description what it means
     * @param choices the only values allowed; empty for any of the type
     * @param fallback what counts when it is not given; null for nothing
     */
    record Parameter(
            String name,
            String type,
            boolean required,
            boolean identifying,
            String description,
            List<String> choices,
            @Nullable String fallback) {

        private static Parameter of(RunParameter parameter) {
            return new Parameter(
                    parameter.name(),
                    parameter.type().name().toLowerCase(Locale.ROOT),
                    parameter.required(),
                    parameter.identifying(),
                    parameter.description(),
                    parameter.choices(),
                    parameter.fallback());
        }
    }

    static JobResponse of(RunnableJob job) {
        return new JobResponse(
                job.name(),
                job.description(),
                job.pool().code(),
                job.parameters().stream().map(Parameter::of).toList(),
                "/ops/v1/executions?job=" + job.name());
    }
}
