package dev.calima.batch.schedule;

import com.zaxxer.hikari.HikariDataSource;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SpringBeanJobFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Quartz, clustered, on tables and connections of its own. Only there in a process that starts what is scheduled. Each setting
 * answers a fault that others have met; docs/decisions/0024-quartz-only-wakes.md says which.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(QuartzConfiguration.PROPERTY)
class QuartzConfiguration {

    /** Whether this process starts what is scheduled. */
    static final String PROPERTY = "calima.scheduler";

    /** The same on all nodes; the migration has made the rows of its locks. */
    static final String NAME = "calima";

    private static final String SCHEDULER = "scheduler";
    private static final int THREADS = 2;
    /** Each thread of Quartz's, its two watchers, and ours. */
    private static final int CONNECTIONS = THREADS + 4;

    @Bean(name = SCHEDULER + "DataSource", defaultCandidate = false)
    HikariDataSource schedulerDataSource(DatabaseAccess database, RolePasswords passwords) {
        DatabaseAccess access = passwords.access(database, DatabaseRole.SCHEDULER);
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(access.user());
        pool.setJdbcUrl(access.url());
        pool.setUsername(access.user());
        pool.setPassword(access.password());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(10_000);
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        pool.addDataSourceProperty("socketTimeout", "30");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("ApplicationName", "calima-scheduler");
        return pool;
    }

    @Bean(name = SCHEDULER + "Transaction", defaultCandidate = false)
    TransactionTemplate schedulerTransaction(@Qualifier(SCHEDULER + "DataSource") DataSource dataSource) {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @Bean
    StuckTriggers stuckTriggers(
            @Qualifier(SCHEDULER + "DataSource") DataSource dataSource,
            @Qualifier(SCHEDULER + "Transaction") TransactionTemplate transaction) {
        return new StuckTriggers(NAME, new JdbcTemplate(dataSource), transaction);
    }

    @Bean
    SchedulerFactoryBean quartz(@Qualifier(SCHEDULER + "DataSource") DataSource dataSource, ApplicationContext beans) {
        SpringBeanJobFactory jobs = new SpringBeanJobFactory();
        jobs.setApplicationContext(beans);
        SchedulerFactoryBean quartz = new SchedulerFactoryBean();
        quartz.setSchedulerName(NAME);
        quartz.setDataSource(dataSource);
        quartz.setQuartzProperties(properties());
        quartz.setJobFactory(jobs);
        quartz.setAutoStartup(false); // the keeper starts it, once the triggers are those of the file
        quartz.setWaitForJobsToCompleteOnShutdown(true);
        return quartz;
    }

    /** The whole of what Quartz is told; nothing else is set anywhere. */
    static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", NAME);
        properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "1");
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
        properties.setProperty("org.quartz.threadPool.threadNamePrefix", "schedule");
        properties.setProperty(
                "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.setProperty("org.quartz.jobStore.tablePrefix", "quartz.QRTZ_");
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "10000");
        properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "60000");
        return properties;
    }
}
