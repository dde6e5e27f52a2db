package dev.calima.deploy;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** One stage of Calima in one account and region, from the network up to the doors and the eyes on all of it. */
final class CalimaStack extends Stack {

    CalimaStack(Construct scope, StageSettings settings, ApiDocuments documents, Images images, StackProps props) {
        super(scope, "calima-" + settings.stage(), props);
        Tags.of(this).add("calima-stage", settings.stage());
        LogGroup logs = Logs.group(this, "Applications", settings);
        LogGroup platform = Logs.group(this, "Platform", settings);
        Topic alerts = Topic.Builder.create(this, "Alerts").enforceSsl(true).build();
        if (!settings.alertEmail().isEmpty()) {
            alerts.addSubscription(new EmailSubscription(settings.alertEmail()));
            Budget.of(this, settings);
        }

        Network network = new Network(this, settings, platform);
        Database database = new Database(this, settings, network.vpc());
        Buckets buckets = new Buckets(this);
        Inbox inbox = new Inbox(this, buckets.raw());
        ApiPepper pepper = new ApiPepper(this);
        Cluster cluster = Cluster.Builder.create(this, "Tasks")
                .vpc(network.vpc())
                .containerInsightsV2(ContainerInsights.ENABLED)
                .build();

        Floor floor = new Floor(settings, network.vpc(), cluster, images, database, logs);
        BatchTasks tasks = new BatchTasks(this, floor, buckets, inbox, alerts, pepper);
        MigrationRun migration = new MigrationRun(this, floor, tasks, platform);
        BatchService batch = new BatchService(this, floor, tasks);
        ReadApiService readApi = new ReadApiService(this, floor, buckets.exports(), pepper);
        batch.service().getNode().addDependency(migration);
        readApi.service().getNode().addDependency(migration);
        new Timetable(this, floor, tasks, inbox.deadLetters());

        Gateway gateway = new Gateway(this, floor, documents, readApi, batch, tasks);
        new Alarms(this, settings, alerts, database, inbox, gateway, batch.service());
        Board.on(this, settings, database, inbox, gateway, readApi.service(), batch.service());

        say("PortalUrl", gateway.portal().api().getDeploymentStage().urlForPath("/"));
        say("PartnersUrl", gateway.partners().api().getDeploymentStage().urlForPath("/v1"));
        say("OperatorsUrl", gateway.operators().api().getDeploymentStage().urlForPath("/ops/v1"));
        say("IncomingFiles", "s3://" + buckets.raw().getBucketName() + "/" + Buckets.INCOMING);
        say("OnceTask", tasks.once().getTaskDefinitionArn());
        say("ClusterName", cluster.getClusterName());
    }

    private void say(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }
}
