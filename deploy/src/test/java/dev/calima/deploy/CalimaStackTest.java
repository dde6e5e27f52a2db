package dev.calima.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.assertions.Template;

class CalimaStackTest {

    static Stream<Template> stages() {
        return Stream.of(Stacks.dev(), Stacks.prod());
    }

    @ParameterizedTest
    @MethodSource("stages")
    @DisplayName("the database is encrypted, backed up, and reached by the two kinds of tasks only")
    void databaseIsClosed(Template template) {
        assertThat(only(template, "AWS::RDS::DBCluster"))
                .containsEntry("StorageEncrypted", true)
                .containsEntry("EnableIAMDatabaseAuthentication", true)
                .containsKey("BackupRetentionPeriod");
        assertThat(all(template, "AWS::RDS::DBInstance"))
                .isNotEmpty()
                .allSatisfy(instance -> assertThat(instance).containsEntry("PubliclyAccessible", false));
        List<Map<String, Object>> doors = all(template, "AWS::EC2::SecurityGroupIngress").stream()
                .filter(rule -> rule.get("GroupId").toString().contains("DatabaseDoor"))
                .toList();
        assertThat(doors)
                .hasSize(2)
                .allSatisfy(rule -> assertThat(rule)
                        .containsEntry("FromPort", 5432)
                        .containsEntry("ToPort", 5432)
                        .containsKey("SourceSecurityGroupId"));
    }

    @Test
    @DisplayName(
            "production cannot be deleted by mistake, has a standby, and keeps backups for two weeks; dev may fall asleep")
    void stagesDiffer() {
        assertThat(only(Stacks.prod(), "AWS::RDS::DBCluster"))
                .containsEntry("DeletionProtection", true)
                .containsEntry("BackupRetentionPeriod", 14);
        assertThat(all(Stacks.prod(), "AWS::RDS::DBInstance")).hasSize(2);
        assertThat(map(only(Stacks.dev(), "AWS::RDS::DBCluster").get("ServerlessV2ScalingConfiguration")))
                .containsEntry("MinCapacity", 0);
        assertThat(all(Stacks.dev(), "AWS::Events::Rule"))
                .hasSize(5)
                .allSatisfy(rule -> assertThat(rule).containsEntry("State", "ENABLED"));
        assertThat(all(Stacks.prod(), "AWS::Events::Rule"))
                .hasSize(5)
                .allSatisfy(rule -> assertThat(rule).containsEntry("State", "DISABLED"));
        assertThat(all(Stacks.prod(), "AWS::Budgets::Budget")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("stages")
    @DisplayName("nothing may do everything: no action is a star, no rule lets the whole world in")
    void rightsAreNarrow(Template template) {
        List<String> actions = new ArrayList<>();
        for (Map<String, Object> policy : all(template, "AWS::IAM::Policy")) {
            statements(policy).forEach(statement -> actions.addAll(texts(statement.get("Action"))));
        }
        assertThat(actions).isNotEmpty().noneMatch(action -> action.contains("*"));
        Stream.of("AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress")
                .flatMap(type -> all(template, type).stream())
                .forEach(group -> {
                    assertThat(group).doesNotContainEntry("CidrIp", "0.0.0.0/0");
                    assertThat(String.valueOf(group.get("SecurityGroupIngress")))
                            .doesNotContain("0.0.0.0/0");
                });
    }

    @ParameterizedTest
    @MethodSource("stages")
    @DisplayName(
            "each task has a role of its own, no root, a read-only disk and two minutes to stop; only the migration knows the owner")
    void tasksAreNarrow(Template template) {
        List<Map<String, Object>> tasks = all(template, "AWS::ECS::TaskDefinition");
        Set<String> roles = new HashSet<>();
        List<String> knowOwner = new ArrayList<>();
        for (Map<String, Object> task : tasks) {
            roles.add(task.get("TaskRoleArn").toString());
            Map<String, Object> container =
                    maps(task.get("ContainerDefinitions")).getFirst();
            assertThat(container)
                    .containsEntry("User", "10001:10001")
                    .containsEntry("ReadonlyRootFilesystem", true)
                    .containsEntry("StopTimeout", 120);
            maps(container.get("Secrets")).stream()
                    .filter(secret -> "CALIMA_DB_USER".equals(secret.get("Name")))
                    .forEach(_ -> knowOwner.add(String.valueOf(container.get("Command"))));
        }
        assertThat(roles).hasSameSizeAs(tasks).hasSize(5);
        assertThat(knowOwner).containsExactly("[migrate]");
    }

    @ParameterizedTest
    @MethodSource("stages")
    @DisplayName("the gateway is the only entrance: the balancer is inside, tasks have no public address")
    void oneEntrance(Template template) {
        assertThat(only(template, "AWS::ElasticLoadBalancingV2::LoadBalancer")).containsEntry("Scheme", "internal");
        assertThat(all(template, "AWS::ECS::Service"))
                .hasSize(2)
                .allSatisfy(service -> assertThat(service.toString()).contains("AssignPublicIp=DISABLED"));
        assertThat(all(template, "AWS::ApiGateway::Stage"))
                .hasSize(3)
                .allSatisfy(stage -> assertThat(stage).containsKeys("AccessLogSetting", "MethodSettings"));
        assertThat(all(template, "AWS::WAFv2::WebACLAssociation")).hasSize(3);
        assertThat(all(template, "AWS::ApiGateway::UsagePlan"))
                .hasSize(2)
                .allSatisfy(plan -> assertThat(plan).containsKeys("Throttle", "Quota"));
    }

    @ParameterizedTest
    @MethodSource("stages")
    @DisplayName(
            "every documented operation is a route; partners' asks for a key, operators' lets the pages in beside it")
    void routesAreTheDocuments(Template template) {
        Map<String, Map<String, Object>> apis = new java.util.TreeMap<>();
        for (Map<String, Object> api : all(template, "AWS::ApiGateway::RestApi")) {
            apis.put(api.get("Name").toString().replaceFirst(".*-", ""), map(api.get("Body")));
        }
        assertThat(apis).containsOnlyKeys("portal", "partners", "operators");
        ApiDocuments documents = Stacks.documents();
        assertRoutes(apis.get("portal"), documents.readApi(), false);
        assertRoutes(apis.get("partners"), documents.readApi(), true);
        assertRoutes(apis.get("operators"), documents.operatorApi(), false);
        assertThat(map(apis.get("portal").get("paths"))).containsKeys("/", "/{proxy+}");
        assertThat(map(apis.get("operators").get("paths"))).containsKeys("/", "/{proxy+}");
        assertThat(map(apis.get("partners").get("paths")))
                .containsOnlyKeys("/v1/stations", "/v1/stations/{station}", "/v1/observations");
        Map<String, Object> observations =
                map(map(map(apis.get("partners").get("paths")).get("/v1/observations"))
                        .get("get"));
        assertThat(observations.get("parameters").toString())
                .contains("name=station")
                .doesNotContain("cursor");
    }

    private static void assertRoutes(Map<String, Object> api, List<ApiDocuments.Route> routes, boolean keyed) {
        for (ApiDocuments.Route route : routes) {
            Map<String, Object> operation =
                    map(map(map(api.get("paths")).get(route.path())).get(route.method()));
            assertThat(operation).as(route.toString()).containsKey("x-amazon-apigateway-integration");
            assertThat(operation.containsKey("security")).as(route.toString()).isEqualTo(keyed);
        }
    }

    @Test
    @DisplayName("operators come from the named addresses; where none is named, nobody does")
    void operatorsAreNamed() {
        assertThat(policy(Stacks.prod())).contains("203.0.113.0/24", "198.51.100.7/32", "NotIpAddress");
        assertThat(policy(Stacks.dev())).contains("Effect=Deny").doesNotContain("NotIpAddress");
    }

    private static String policy(Template template) {
        return all(template, "AWS::ApiGateway::RestApi").stream()
                .filter(api -> api.get("Name").toString().endsWith("-operators"))
                .map(api -> String.valueOf(api.get("Policy")))
                .findAny()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("stages")
    @DisplayName(
            "bytes are private, versioned and sent over TLS only; messages that nobody handles go to the dead letters")
    void bytesAndMessages(Template template) {
        assertThat(all(template, "AWS::S3::Bucket"))
                .hasSize(2)
                .allSatisfy(bucket -> assertThat(bucket)
                        .containsKeys("PublicAccessBlockConfiguration", "BucketEncryption", "LifecycleConfiguration")
                        .containsEntry("VersioningConfiguration", Map.of("Status", "Enabled")));
        assertThat(all(template, "AWS::S3::BucketPolicy"))
                .hasSize(2)
                .allSatisfy(policy -> assertThat(policy.toString()).contains("aws:SecureTransport=false"));
        assertThat(all(template, "AWS::SQS::Queue").stream().filter(queue -> queue.containsKey("RedrivePolicy")))
                .singleElement()
                .satisfies(queue -> assertThat(map(queue.get("RedrivePolicy"))).containsEntry("maxReceiveCount", 3));
    }

    @ParameterizedTest
    @MethodSource("stages")
    @DisplayName("every alarm tells somebody, when it begins and when it ends; every log ends some day")
    void alarmsAndLogs(Template template) {
        assertThat(all(template, "AWS::CloudWatch::Alarm"))
                .hasSizeGreaterThan(12)
                .allSatisfy(alarm -> assertThat(alarm).containsKeys("AlarmActions", "OKActions", "AlarmDescription"));
        assertThat(all(template, "AWS::CloudWatch::AnomalyDetector").size()
                        + all(template, "AWS::CloudWatch::Alarm").stream()
                                .filter(alarm -> alarm.containsKey("ThresholdMetricId"))
                                .count())
                .isPositive();
        assertThat(all(template, "AWS::Logs::LogGroup"))
                .allSatisfy(group -> assertThat(group).containsKey("RetentionInDays"));
        assertThat(all(template, "AWS::CloudWatch::Dashboard")).hasSize(1);
    }

    private static List<Map<String, Object>> statements(Map<String, Object> policy) {
        return maps(map(policy.get("PolicyDocument")).get("Statement")).stream()
                .filter(statement -> "Allow".equals(statement.get("Effect")))
                .toList();
    }

    private static List<String> texts(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    private static List<Map<String, Object>> all(Template template, String type) {
        return template.findResources(type).values().stream()
                .map(resource -> map(resource.get("Properties")))
                .toList();
    }

    private static Map<String, Object> only(Template template, String type) {
        List<Map<String, Object>> found = all(template, type);
        assertThat(found).as(type).hasSize(1);
        return found.getFirst();
    }

    private static List<Map<String, Object>> maps(Object list) {
        return list instanceof List<?> found
                ? found.stream().map(CalimaStackTest::map).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked") // the template is JSON
    private static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
