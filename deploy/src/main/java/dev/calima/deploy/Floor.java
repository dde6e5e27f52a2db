package dev.calima.deploy;

import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.logs.LogGroup;

/**
 * What every task stands on.
 *
 * @param settings of the stage
 * @param vpc network
 * @param cluster of ECS
 * @param images of the applications
 * @param database Aurora
 * @param logs of the applications
 */
record Floor(StageSettings settings, Vpc vpc, Cluster cluster, Images images, Database database, LogGroup logs) {

    static SubnetSelection taskSubnets() {
        return SubnetSelection.builder()
                .subnetType(SubnetType.PRIVATE_WITH_EGRESS)
                .build();
    }
}
