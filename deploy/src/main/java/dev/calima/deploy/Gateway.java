package dev.calima.deploy;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.apigateway.CfnAccount;
import software.amazon.awscdk.services.apigateway.VpcLink;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddNetworkTargetsProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseNetworkListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.NetworkLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.Protocol;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.constructs.Construct;

/**
 * The only entrance. Three doors to two applications: the portal (pages and the read API without a key, slowly), the partners' (the
 * read API with a key and a plan), and the operators' (from named addresses; the dashboard and the operator API with its own key, in one
 * origin). Behind them a load balancer that has no address outside the network.
 */
final class Gateway extends Construct {

    private final Door portal;
    private final Door partners;
    private final Door operators;

    Gateway(
            Construct scope,
            Floor floor,
            ApiDocuments documents,
            ReadApiService readApi,
            BatchService batch,
            BatchTasks tasks) {
        super(scope, "Gateway");
        SecurityGroup inside = SecurityGroup.Builder.create(this, "Inside")
                .vpc(floor.vpc())
                .description("load balancer: reached by the link of the gateway")
                .build();
        NetworkLoadBalancer balancer = NetworkLoadBalancer.Builder.create(this, "Balancer")
                .vpc(floor.vpc())
                .internetFacing(false)
                .crossZoneEnabled(true)
                .securityGroups(List.of(inside))
                .enforceSecurityGroupInboundRulesOnPrivateLinkTraffic(false)
                .vpcSubnets(Floor.taskSubnets())
                .build();
        listen(
                balancer,
                "ReadApi",
                ReadApiService.PORT,
                readApi.service(),
                HealthCheck.builder()
                        .protocol(Protocol.HTTP)
                        .port(String.valueOf(ReadApiService.HEALTH_PORT))
                        .path("/actuator/health")
                        .interval(Duration.seconds(10))
                        .healthyThresholdCount(2)
                        .unhealthyThresholdCount(3)
                        .build());
        listen(
                balancer,
                "Operators",
                BatchTasks.OPERATOR_PORT,
                batch.service(),
                HealthCheck.builder()
                        .protocol(Protocol.TCP)
                        .interval(Duration.seconds(10))
                        .build());
        readApi.door().addIngressRule(inside, Port.tcp(ReadApiService.PORT), "from the load balancer");
        readApi.door().addIngressRule(inside, Port.tcp(ReadApiService.HEALTH_PORT), "its question for health");
        tasks.door().addIngressRule(inside, Port.tcp(BatchTasks.OPERATOR_PORT), "from the load balancer");
        VpcLink link =
                VpcLink.Builder.create(this, "Link").targets(List.of(balancer)).build();
        CfnAccount logging = accountLogging();
        CfnWebACL firewall = Firewall.acl(this, floor.settings());
        String api = "http://" + balancer.getLoadBalancerDnsName() + ":" + ReadApiService.PORT;
        String operations = "http://" + balancer.getLoadBalancerDnsName() + ":" + BatchTasks.OPERATOR_PORT;
        String name = "calima-" + floor.settings().stage();
        portal = door(
                "Portal",
                floor,
                firewall,
                link,
                logging,
                new Door.Wish(
                        name + "-portal",
                        "Pages, and the read API without a key",
                        new GatewayDocument("Calima")
                                .with(documents.readApi(), api, false)
                                .withPages(api)
                                .build(),
                        100,
                        200,
                        List.of(),
                        null));
        partners = door(
                "Partners",
                floor,
                firewall,
                link,
                logging,
                new Door.Wish(
                        name + "-partners",
                        "The read API with a key",
                        new GatewayDocument("Calima for partners")
                                .with(documents.readApi(), api, true)
                                .build(),
                        200,
                        400,
                        List.of(new Door.Plan("reader", 10, 20, 20_000), new Door.Plan("partner", 50, 100, 500_000)),
                        null));
        operators = door(
                "Operators",
                floor,
                firewall,
                link,
                logging,
                new Door.Wish(
                        name + "-operators",
                        "The operator API and the pages, from named addresses",
                        new GatewayDocument("Calima for operators")
                                .with(documents.operatorApi(), operations, false)
                                .withPages(api)
                                .build(),
                        20,
                        40,
                        List.of(),
                        only(floor.settings().operatorAddresses())));
    }

    private Door door(String id, Floor floor, CfnWebACL firewall, VpcLink link, CfnAccount logging, Door.Wish wish) {
        Door door = new Door(this, id, Logs.group(this, id + "Accesses", floor.settings()), firewall, link, wish);
        door.api().getDeploymentStage().getNode().addDependency(logging);
        return door;
    }

    private static void listen(
            NetworkLoadBalancer balancer,
            String id,
            int port,
            software.amazon.awscdk.services.ecs.FargateService service,
            HealthCheck health) {
        balancer.addListener(id, BaseNetworkListenerProps.builder().port(port).build())
                .addTargets(
                        "Tasks",
                        AddNetworkTargetsProps.builder()
                                .port(port)
                                .targets(List.of(service))
                                .healthCheck(health)
                                .deregistrationDelay(Duration.seconds(30))
                                .build());
    }

    /** The gateway may write logs only when the account says as whom. */
    private CfnAccount accountLogging() {
        Role role = Role.Builder.create(this, "LogRole")
                .assumedBy(new ServicePrincipal("apigateway.amazonaws.com"))
                .managedPolicies(List.of(
                        ManagedPolicy.fromAwsManagedPolicyName("service-role/AmazonAPIGatewayPushToCloudWatchLogs")))
                .build();
        return CfnAccount.Builder.create(this, "Account")
                .cloudWatchRoleArn(role.getRoleArn())
                .build();
    }

    /** Nobody, where no address is named. */
    private static PolicyDocument only(List<String> addresses) {
        PolicyStatement allow = PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("execute-api:Invoke"))
                .resources(List.of("execute-api:/*"))
                .build();
        PolicyStatement deny = PolicyStatement.Builder.create()
                .effect(Effect.DENY)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("execute-api:Invoke"))
                .resources(List.of("execute-api:/*"))
                .conditions(addresses.isEmpty() ? Map.of() : Map.of("NotIpAddress", Map.of("aws:SourceIp", addresses)))
                .build();
        return PolicyDocument.Builder.create().statements(List.of(allow, deny)).build();
    }

    Door portal() {
        return portal;
    }

    Door partners() {
        return partners;
    }

    Door operators() {
        return operators;
    }
}
