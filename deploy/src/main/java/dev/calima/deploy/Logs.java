package dev.calima.deploy;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** Log groups with an end: what nobody reads any more is not paid for. */
final class Logs {

    private Logs() {}

    static LogGroup group(Construct scope, String id, StageSettings settings) {
        return LogGroup.Builder.create(scope, id)
                .retention(settings.isProd() ? RetentionDays.THREE_MONTHS : RetentionDays.TWO_WEEKS)
                .removalPolicy(settings.isProd() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY)
                .build();
    }
}
