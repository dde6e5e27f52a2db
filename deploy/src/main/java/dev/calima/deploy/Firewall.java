package dev.calima.deploy;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.constructs.Construct;

/** The web firewall before all doors: AWS's own lists of what is bad, and a pace for each address. */
final class Firewall {

    /** Requests of one address in five minutes. */
    private static final int PACE = 3000;

    private Firewall() {}

    static CfnWebACL acl(Construct scope, StageSettings settings) {
        return CfnWebACL.Builder.create(scope, "Firewall")
                .scope("REGIONAL")
                .defaultAction(CfnWebACL.DefaultActionProperty.builder()
                        .allow(CfnWebACL.AllowActionProperty.builder().build())
                        .build())
                .visibilityConfig(seenAs("calima-" + settings.stage()))
                .rules(List.of(
                        pace(0),
                        managed(1, "AWSManagedRulesAmazonIpReputationList"),
                        managed(2, "AWSManagedRulesKnownBadInputsRuleSet"),
                        managed(3, "AWSManagedRulesSQLiRuleSet")))
                .build();
    }

    private static CfnWebACL.RuleProperty pace(int priority) {
        return CfnWebACL.RuleProperty.builder()
                .name("pace")
                .priority(priority)
                .action(CfnWebACL.RuleActionProperty.builder()
                        .block(CfnWebACL.BlockActionProperty.builder()
                                .customResponse(CfnWebACL.CustomResponseProperty.builder()
                                        .responseCode(429)
                                        .build())
                                .build())
                        .build())
                .statement(CfnWebACL.StatementProperty.builder()
                        .rateBasedStatement(CfnWebACL.RateBasedStatementProperty.builder()
                                .limit(PACE)
                                .aggregateKeyType("IP")
                                .build())
                        .build())
                .visibilityConfig(seenAs("pace"))
                .build();
    }

    private static CfnWebACL.RuleProperty managed(int priority, String name) {
        return CfnWebACL.RuleProperty.builder()
                .name(name)
                .priority(priority)
                .overrideAction(CfnWebACL.OverrideActionProperty.builder()
                        .none(Map.of())
                        .build())
                .statement(CfnWebACL.StatementProperty.builder()
                        .managedRuleGroupStatement(CfnWebACL.ManagedRuleGroupStatementProperty.builder()
                                .vendorName("AWS")
                                .name(name)
                                .build())
                        .build())
                .visibilityConfig(seenAs(name))
                .build();
    }

    private static CfnWebACL.VisibilityConfigProperty seenAs(String name) {
        return CfnWebACL.VisibilityConfigProperty.builder()
                .cloudWatchMetricsEnabled(true)
                .sampledRequestsEnabled(true)
                .metricName(name)
                .build();
    }
}
