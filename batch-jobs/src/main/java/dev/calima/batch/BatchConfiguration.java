package dev.calima.batch;

import com.zaxxer.hikari.HikariDataSource;
import dev.calima.batch.ledger.ThisProcess;
import dev.calima.batch.run.WorkerPools;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What every job shares: two accounts of the database, each with its pool and transactions, and the JDBC job
 * repository. The loader's are the primary ones, and the repository's.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan
public class BatchConfiguration {

    /** Name of the beans that act as {@code calima_trainer}. */
    public static final String TRAINER = "trainer";

    /** Of one run, a load at most: its step, two that write, new series, and the job repository. */
    private static final int CONNECTIONS_OF_A_RUN = 5;
    /** Beside the runs: notes, supervisor, takers of runs, the inbox. */
    private static final int OTHER_CONNECTIONS = 6;
    /** Longer than the longest merge; a cut line shows after this. */
    private static final String LOADER_SOCKET_TIMEOUT_SECONDS = "300";

    @Bean
    @Primary
    DataSource loaderDataSource(DatabaseAccess database, RolePasswords passwords, WorkerPools pools) {
        return pool(
                passwords.access(database, DatabaseRole.LOADER),
                CONNECTIONS_OF_A_RUN * pools.all() + OTHER_CONNECTIONS);
    }

    @Bean(TRAINER + "DataSource")
    DataSource trainerDataSource(DatabaseAccess database, RolePasswords passwords) {
        // one training and one issue at a time, whatever the pools: each of the training's threads writes
        return pool(
                passwords.access(database, DatabaseRole.TRAINER),
                Runtime.getRuntime().availableProcessors() + OTHER_CONNECTIONS);
    }

    @Bean
    @Primary
    PlatformTransactionManager transactionManager(DataSource loader) {
        return new JdbcTransactionManager(loader);
    }

    @Bean(TRAINER + "TransactionManager")
    PlatformTransactionManager trainerTransactionManager(@Qualifier(TRAINER + "DataSource") DataSource trainer) {
        return new JdbcTransactionManager(trainer);
    }

    /** Contexts as JSON: what stands in the table is data, never code. */
    @Bean
    ExecutionContextSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }

    private static HikariDataSource pool(DatabaseAccess access, int size) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(access.user());
        pool.setJdbcUrl(access.url());
        pool.setUsername(access.user());
        pool.setPassword(access.password());
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(0); // an idle batch process must let a serverless database sleep
        pool.setConnectionTimeout(30_000);
        pool.addDataSourceProperty("socketTimeout", LOADER_SOCKET_TIMEOUT_SECONDS);
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("ApplicationName", ThisProcess.APPLICATION);
        return pool;
    }
}
