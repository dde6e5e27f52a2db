package dev.calima.deploy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.ApiDefinition;
import software.amazon.awscdk.services.apigateway.LogGroupLogDestination;
import software.amazon.awscdk.services.apigateway.MethodLoggingLevel;
import software.amazon.awscdk.services.apigateway.Period;
import software.amazon.awscdk.services.apigateway.QuotaSettings;
import software.amazon.awscdk.services.apigateway.SpecRestApi;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.apigateway.ThrottleSettings;
import software.amazon.awscdk.services.apigateway.UsagePlan;
import software.amazon.awscdk.services.apigateway.UsagePlanPerApiStage;
import software.amazon.awscdk.services.apigateway.VpcLink;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/** One door of the gateway for one kind of people: its routes, its pace, who may come at all, and what it writes down. */
final class Door extends Construct {

    /**
     * A kind of user.
     *
     * @param name of the plan
     * @param perSecond requests a second, in the long run
     * @param burst requests at once
     * @param perDay requests a day
     */
    record Plan(String name, double perSecond, int burst, int perDay) {}

    /**
     * What a door is like.
     *
     * @param name of the API
     * @param description for whom
     * @param routes its OpenAPI document, made by {@link GatewayDocument}
     * @param perSecond requests a second of all together
     * @param burst requests at once of all together
     * @param plans for keys; none where no key is asked for
     * @param policy who may call; null for everybody
     */
    record Wish(
            String name,
            String description,
            Map<String, Object> routes,
            double perSecond,
            int burst,
            List<Plan> plans,
            @Nullable PolicyDocument policy) {}

    private final SpecRestApi api;

    Door(Construct scope, String id, LogGroup accesses, CfnWebACL firewall, VpcLink link, Wish wish) {
        super(scope, id);
        SpecRestApi.Builder builder = SpecRestApi.Builder.create(this, "Api")
                .restApiName(wish.name())
                .description(wish.description())
                .apiDefinition(ApiDefinition.fromInline(wish.routes()))
                .cloudWatchRole(false) // one for the account: Gateway
                .deployOptions(StageOptions.builder()
                        .stageName("live")
                        .variables(Map.of("link", link.getVpcLinkId()))
                        .accessLogDestination(new LogGroupLogDestination(accesses))
                        .accessLogFormat(AccessLogFormat.custom(ACCESS_LINE))
                        .loggingLevel(MethodLoggingLevel.ERROR)
                        .dataTraceEnabled(false) // bodies and keys stay out of the log
                        .metricsEnabled(true)
                        .tracingEnabled(true)
                        .throttlingRateLimit(wish.perSecond())
                        .throttlingBurstLimit(wish.burst())
                        .build());
        if (wish.policy() != null) {
            builder.policy(wish.policy());
        }
        api = builder.build();
        for (Plan plan : wish.plans()) {
            UsagePlan.Builder.create(this, "Plan-" + plan.name())
                    .name(wish.name() + "-" + plan.name())
                    .throttle(ThrottleSettings.builder()
                            .rateLimit(plan.perSecond())
                            .burstLimit(plan.burst())
                            .build())
                    .quota(QuotaSettings.builder()
                            .limit(plan.perDay())
                            .period(Period.DAY)
                            .build())
                    .apiStages(List.of(UsagePlanPerApiStage.builder()
                            .api(api)
                            .stage(api.getDeploymentStage())
                            .build()))
                    .build();
        }
        CfnWebACLAssociation.Builder.create(this, "Firewall")
                .webAclArn(firewall.getAttrArn())
                .resourceArn(api.getDeploymentStage().getStageArn())
                .build();
    }

    /** No addresses of keys: the key's id tells who it was. */
    private static final String ACCESS_LINE = "{\"time\":\"$context.requestTime\",\"requestId\":\"$context.requestId\","
            + "\"ip\":\"$context.identity.sourceIp\",\"keyId\":\"$context.identity.apiKeyId\",\"method\":\"$context.httpMethod\","
            + "\"path\":\"$context.path\",\"status\":\"$context.status\",\"bytes\":\"$context.responseLength\","
            + "\"latencyMs\":\"$context.responseLatency\",\"waf\":\"$context.waf.status\"}";

    SpecRestApi api() {
        return api;
    }
}
