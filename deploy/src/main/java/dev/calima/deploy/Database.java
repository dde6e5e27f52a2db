package dev.calima.deploy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.rds.AuroraPostgresClusterEngineProps;
import software.amazon.awscdk.services.rds.AuroraPostgresEngineVersion;
import software.amazon.awscdk.services.rds.BackupProps;
import software.amazon.awscdk.services.rds.ClusterInstance;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.amazon.awscdk.services.rds.DatabaseClusterEngine;
import software.amazon.awscdk.services.rds.IClusterInstance;
import software.amazon.awscdk.services.rds.ServerlessV2ClusterInstanceProps;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * Aurora PostgreSQL, serverless: encrypted, backed up, reached by the tasks only. Every role has a password of its own; only the
 * migration knows the owner's.
 */
final class Database extends Construct {

    /** The database's roles besides the owner: what the applications log in as. */
    enum Role {
        LOADER,
        TRAINER,
        OPERATOR,
        SCHEDULER,
        GATE,
        READER;

        /** The environment variable that the applications read the password from. */
        String variable() {
            return "CALIMA_DB_" + name() + "_PASSWORD";
        }
    }

    private static final int PORT = 5432;
    private static final int PASSWORD_LENGTH = 40;
    private static final String NAME = "calima";

    private final DatabaseCluster cluster;
    private final SecurityGroup door;
    private final Map<Role, software.amazon.awscdk.services.secretsmanager.Secret> passwords =
            new EnumMap<>(Role.class);

    Database(Construct scope, StageSettings settings, Vpc vpc) {
        super(scope, "Database");
        door = SecurityGroup.Builder.create(this, "Door")
                .vpc(vpc)
                .description("Aurora: reached by the tasks only")
                .allowAllOutbound(false)
                .build();
        List<IClusterInstance> readers = new ArrayList<>();
        for (int i = 1; i <= settings.databaseReaders(); i++) {
            readers.add(ClusterInstance.serverlessV2("Reader" + i, instance(true)));
        }
        cluster = DatabaseCluster.Builder.create(this, "Cluster")
                .engine(DatabaseClusterEngine.auroraPostgres(AuroraPostgresClusterEngineProps.builder()
                        .version(AuroraPostgresEngineVersion.VER_17_5)
                        .build()))
                .writer(ClusterInstance.serverlessV2("Writer", instance(false)))
                .readers(readers)
                .serverlessV2MinCapacity(settings.minAcu())
                .serverlessV2MaxCapacity(settings.maxAcu())
                .credentials(Credentials.fromGeneratedSecret("calima_setup"))
                .defaultDatabaseName(NAME)
                .vpc(vpc)
                .vpcSubnets(SubnetSelection.builder()
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build())
                .securityGroups(List.of(door))
                .storageEncrypted(true)
                .iamAuthentication(true)
                .parameters(Map.of("rds.force_ssl", "1", "log_min_duration_statement", "1000"))
                .backup(BackupProps.builder()
                        .retention(Duration.days(settings.backupDays()))
                        .preferredWindow("01:00-01:30")
                        .build())
                .copyTagsToSnapshot(true)
                .cloudwatchLogsExports(List.of("postgresql"))
                .deletionProtection(settings.isProd())
                .removalPolicy(settings.isProd() ? RemovalPolicy.RETAIN : RemovalPolicy.SNAPSHOT)
                .build();
        for (Role role : Role.values()) {
            passwords.put(role, password(role));
        }
    }

    private static ServerlessV2ClusterInstanceProps instance(boolean takesOver) {
        ServerlessV2ClusterInstanceProps.Builder instance = ServerlessV2ClusterInstanceProps.builder()
                .publiclyAccessible(false)
                .autoMinorVersionUpgrade(true)
                .enablePerformanceInsights(true);
        if (takesOver) {
            instance.scaleWithWriter(true);
        }
        return instance.build();
    }

    private software.amazon.awscdk.services.secretsmanager.Secret password(Role role) {
        String name = role.name().toLowerCase(Locale.ROOT);
        return software.amazon.awscdk.services.secretsmanager.Secret.Builder.create(
                        this, name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Password")
                .description("Password of the database role calima_" + name)
                .generateSecretString(SecretStringGenerator.builder()
                        .secretStringTemplate("{\"username\":\"calima_" + name + "\"}")
                        .generateStringKey("password")
                        .passwordLength(PASSWORD_LENGTH)
                        .excludePunctuation(true)
                        .build())
                .build();
    }

    /** JDBC address of the instance that writes. */
    String writerUrl() {
        return url(cluster.getClusterEndpoint().getHostname());
    }

    /** JDBC address of the instances that only read; the writer where there is no other. */
    String readerUrl() {
        return url(cluster.getClusterReadEndpoint().getHostname());
    }

    private static String url(String host) {
        return "jdbc:postgresql://" + host + ":" + PORT + "/" + NAME
                + "?sslmode=verify-full&sslrootcert=/opt/calima/rds.pem";
    }

    private Secret password(Role role, String field) {
        return Secret.fromSecretsManager(Objects.requireNonNull(passwords.get(role)), field);
    }

    /** The variables with the passwords of these roles, as ECS hands them to a container. */
    Map<String, Secret> passwords(List<Role> roles) {
        Map<String, Secret> variables = new TreeMap<>();
        for (Role role : roles) {
            variables.put(role.variable(), password(role, "password"));
        }
        return variables;
    }

    /** Account and password of the owner, for the migration only. */
    Map<String, Secret> owner() {
        var secret = Objects.requireNonNull(cluster.getSecret()); // the cluster generated it
        return Map.of(
                "CALIMA_DB_USER", Secret.fromSecretsManager(secret, "username"),
                "CALIMA_DB_PASSWORD", Secret.fromSecretsManager(secret, "password"));
    }

    void letIn(ISecurityGroup tasks) {
        door.addIngressRule(tasks, Port.tcp(PORT), "tasks that work on the database");
    }

    DatabaseCluster cluster() {
        return cluster;
    }
}
