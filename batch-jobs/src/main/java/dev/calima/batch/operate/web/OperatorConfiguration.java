package dev.calima.batch.operate.web;

import com.zaxxer.hikari.HikariDataSource;
import dev.calima.batch.access.ApiKeyReader;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.profile.ProfileDesk;
import dev.calima.batch.profile.TrainingProfiles;
import dev.calima.batch.registry.ModelDesk;
import dev.calima.batch.registry.RegistryReader;
import dev.calima.batch.run.AuditReader;
import dev.calima.batch.run.AuditWriter;
import dev.calima.batch.run.RunBell;
import dev.calima.batch.run.RunDesk;
import dev.calima.batch.run.RunReader;
import dev.calima.batch.run.RunRequests;
import dev.calima.batch.run.RunnableJobs;
import dev.calima.batch.run.StepReader;
import dev.calima.batch.trial.TrialDesk;
import dev.calima.batch.trial.TrialReader;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import dev.calima.sql.type.Pepper;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultDSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jooq.autoconfigure.ExceptionTranslatorExecuteListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * How the operator API speaks to the database: as {@code calima_operator}, with connections of its own, so that neither can it do
 * what is not its work, nor do busy jobs keep an operator waiting. Its beans are found by their names only.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OperatorConfiguration {

    /** Begins the names of the beans that act as {@code calima_operator}. */
    static final String OPERATOR = "operator";

    private static final int CONNECTIONS = 6;
    private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;
    private static final String SOCKET_TIMEOUT_SECONDS = "20";

    /** Who starts us may know more keys than the usual one. */
    @Bean
    @ConditionalOnMissingBean
    OperatorKeys operatorKeys(OperatorKey usual) {
        return OperatorKeys.of(usual);
    }

    /** Who starts us may know of a portal. */
    @Bean
    @ConditionalOnMissingBean
    PortalOrigins portalOrigins() {
        return PortalOrigins.of("");
    }

    @Bean
    OperatorApiKeys operatorApiKeys(@Qualifier(OPERATOR + "Dsl") DSLContext dsl, ObjectProvider<Pepper> pepper) {
        return new OperatorApiKeys(new ApiKeyReader(dsl), pepper.getIfAvailable());
    }

    @Bean(name = OPERATOR + "DataSource", defaultCandidate = false)
    HikariDataSource operatorDataSource(DatabaseAccess database, RolePasswords passwords) {
        DatabaseAccess access = passwords.access(database, DatabaseRole.OPERATOR);
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(access.user());
        pool.setJdbcUrl(access.url());
        pool.setUsername(access.user());
        pool.setPassword(access.password());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        pool.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("ApplicationName", "calima-operator");
        return pool;
    }

    @Bean(name = OPERATOR + "Dsl", defaultCandidate = false)
    DSLContext operatorDsl(@Qualifier(OPERATOR + "DataSource") DataSource pool) {
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.setDataSource(new TransactionAwareDataSourceProxy(pool));
        configuration.setSQLDialect(SQLDialect.POSTGRES);
        configuration.setExecuteListener(ExceptionTranslatorExecuteListener.DEFAULT);
        return new DefaultDSLContext(configuration);
    }

    @Bean(name = OPERATOR + "TransactionManager", defaultCandidate = false)
    PlatformTransactionManager operatorTransactionManager(@Qualifier(OPERATOR + "DataSource") DataSource pool) {
        return new JdbcTransactionManager(pool);
    }

    @Bean(name = OPERATOR + "Requests", defaultCandidate = false)
    RunRequests operatorRequests(@Qualifier(OPERATOR + "Dsl") DSLContext dsl, RunnableJobs jobs, RunBell bell) {
        return new RunRequests(dsl, jobs, bell);
    }

    @Bean(name = OPERATOR + "Desk", defaultCandidate = false)
    RunDesk operatorDesk(
            @Qualifier(OPERATOR + "Dsl") DSLContext dsl,
            @Qualifier(OPERATOR + "Requests") RunRequests requests,
            RunBell bell) {
        return new RunDesk(dsl, requests, bell);
    }

    @Bean(name = OPERATOR + "Runs", defaultCandidate = false)
    RunReader operatorRuns(@Qualifier(OPERATOR + "Dsl") DSLContext dsl) {
        return new RunReader(dsl);
    }

    @Bean(name = OPERATOR + "Steps", defaultCandidate = false)
    StepReader operatorSteps(@Qualifier(OPERATOR + "Dsl") DSLContext dsl) {
        return new StepReader(dsl);
    }

    @Bean(name = OPERATOR + "Loads", defaultCandidate = false)
    LoadReader operatorLoads(@Qualifier(OPERATOR + "Dsl") DSLContext dsl) {
        return new LoadReader(dsl);
    }

    @Bean(name = OPERATOR + "Uploads", defaultCandidate = false)
    UploadWriter operatorUploads(@Qualifier(OPERATOR + "Dsl") DSLContext dsl) {
        return new UploadWriter(dsl);
    }

    @Bean(name = OPERATOR + "AuditWriter", defaultCandidate = false)
    AuditWriter operatorAuditWriter(@Qualifier(OPERATOR + "Dsl") DSLContext dsl) {
        return new AuditWriter(dsl);
    }

    @Bean(name = OPERATOR + "Audit", defaultCandidate = false)
    AuditReader operatorAudit(@Qualifier(OPERATOR + "Dsl") DSLContext dsl) {
        return new AuditReader(dsl);
    }

    @Bean(name = OPERATOR + "Profiles", defaultCandidate = false)
    TrainingProfiles operatorProfiles(JobsConfig config, @Qualifier(OPERATOR + "Dsl") DSLContext dsl) {
        return new TrainingProfiles(config, dsl);
    }

    @Bean(name = OPERATOR + "ProfileDesk", defaultCandidate = false)
    ProfileDesk operatorProfileDesk(
            JobsConfig config,
            @Qualifier(OPERATOR + "Dsl") DSLContext dsl,
            @Qualifier(OPERATOR + "TransactionManager") PlatformTransactionManager transactions) {
        return new ProfileDesk(config, dsl, transactions);
    }

    @Bean(name = OPERATOR + "Registry", defaultCandidate = false)
    RegistryReader operatorRegistry(@Qualifier(OPERATOR + "Dsl") DSLContext dsl) {
        return new RegistryReader(dsl);
    }

    @Bean(name = OPERATOR + "ModelDesk", defaultCandidate = false)
    ModelDesk operatorModelDesk(
            @Qualifier(OPERATOR + "Dsl") DSLContext dsl,
            @Qualifier(OPERATOR + "TransactionManager") PlatformTransactionManager transactions) {
        return new ModelDesk(dsl, transactions);
    }

    @Bean(name = OPERATOR + "TrialReader", defaultCandidate = false)
    TrialReader operatorTrialReader(@Qualifier(OPERATOR + "Dsl") DSLContext dsl) {
        return new TrialReader(dsl);
    }

    @Bean(name = OPERATOR + "Trials", defaultCandidate = false)
    TrialDesk operatorTrials(
            @Qualifier(OPERATOR + "Profiles") TrainingProfiles profiles,
            @Qualifier(OPERATOR + "Dsl") DSLContext dsl,
            @Qualifier(OPERATOR + "Requests") RunRequests requests,
            @Qualifier(OPERATOR + "TransactionManager") PlatformTransactionManager transactions) {
        return new TrialDesk(profiles, dsl, requests, transactions);
    }
}
