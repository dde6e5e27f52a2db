package dev.calima.deploy;

import java.util.List;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * Two zones with three kinds of subnets: for the ways out only, for the tasks, and for the database, which has no way out at all.
 * S3 is reached inside AWS's network, so that the raw files do not pay for the way out.
 */
final class Network extends Construct {

    private static final int ZONES = 2;
    private static final int MASK = 24;

    private final Vpc vpc;

    Network(Construct scope, StageSettings settings, LogGroup flows) {
        super(scope, "Network");
        vpc = Vpc.Builder.create(this, "Vpc")
                .maxAzs(ZONES)
                .natGateways(settings.natGateways())
                .restrictDefaultSecurityGroup(false) // would need a function with rights on every security group
                .subnetConfiguration(List.of(
                        subnets("way-out", SubnetType.PUBLIC),
                        subnets("tasks", SubnetType.PRIVATE_WITH_EGRESS),
                        subnets("data", SubnetType.PRIVATE_ISOLATED)))
                .build();
        vpc.addGatewayEndpoint(
                "S3",
                GatewayVpcEndpointOptions.builder()
                        .service(GatewayVpcEndpointAwsService.S3)
                        .build());
        vpc.addFlowLog(
                "Refused",
                FlowLogOptions.builder()
                        .destination(FlowLogDestination.toCloudWatchLogs(flows))
                        .trafficType(FlowLogTrafficType.REJECT)
                        .build());
    }

    Vpc vpc() {
        return vpc;
    }

    private static SubnetConfiguration subnets(String name, SubnetType type) {
        SubnetConfiguration.Builder subnets =
                SubnetConfiguration.builder().name(name).subnetType(type).cidrMask(MASK);
        if (type == SubnetType.PUBLIC) {
            subnets.mapPublicIpOnLaunch(false);
        }
        return subnets.build();
    }
}
