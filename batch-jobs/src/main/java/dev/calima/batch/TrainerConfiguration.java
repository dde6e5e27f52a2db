package dev.calima.batch;

import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultDSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jooq.autoconfigure.ExceptionTranslatorExecuteListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** How the jobs that learn and predict speak SQL: as {@code calima_trainer}, in the transactions of its own manager. */
@Configuration(proxyBeanMethods = false)
class TrainerConfiguration {

    /** Only found by its name, so that the loader's stays the usual one. */
    @Bean(name = BatchConfiguration.TRAINER + "Dsl", defaultCandidate = false)
    DSLContext trainerDsl(@Qualifier(BatchConfiguration.TRAINER + "DataSource") DataSource trainer) {
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.setDataSource(new TransactionAwareDataSourceProxy(trainer));
        configuration.setSQLDialect(SQLDialect.POSTGRES);
        configuration.setExecuteListener(ExceptionTranslatorExecuteListener.DEFAULT);
        return new DefaultDSLContext(configuration);
    }
}
