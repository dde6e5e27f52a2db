package dev.calima.bench.read.peer;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The hours of a series as most would serve them: Spring MVC, entities of one row per hour, repositories whose queries come from
 * their names, one read-only transaction, and Jackson. The database stands in PGURL, PGUSER and PGPASSWORD.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@WebPeer
@EnableJpaRepositories(basePackageClasses = JpaPeer.class)
@RestController
public class JpaPeer {

    private final SeriesRepository series;
    private final HourRepository hours;
    private final TransactionTemplate reading;

    JpaPeer(SeriesRepository series, HourRepository hours, PlatformTransactionManager transactions) {
        this.series = series;
        this.hours = hours;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    public static void main(String[] args) {
        WebPeer.Starter.start(JpaPeer.class);
    }

    record Hour(Instant periodStart, Float value, int flag) {}

    record Answer(String attribution, String unit, List<Hour> data) {}

    @GetMapping("/hours")
    Answer hours(
            @RequestParam String station,
            @RequestParam String parameter,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) Instant from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) Instant to) {
        return java.util.Objects.requireNonNull(reading.execute(status -> answer(station, parameter, from, to)));
    }

    private Answer answer(String station, String parameter, Instant from, Instant to) {
        SeriesEntity of = series.findFirstByStationCodeAndParameterCodeOrderByStepMinutes(station, parameter)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        List<Hour> data = hours
                .findByIdSeriesIdAndIdPeriodStartGreaterThanEqualAndIdPeriodStartLessThanOrderByIdPeriodStart(
                        of.seriesId(), from, to)
                .stream()
                .map(hour -> new Hour(hour.periodStart(), hour.value(), hour.flag()))
                .toList();
        return new Answer(of.attribution(), of.unit(), data);
    }

    @Bean
    static DataSource dataSource() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(System.getenv("PGURL"));
        pool.setUsername(System.getenv("PGUSER"));
        pool.setPassword(System.getenv("PGPASSWORD"));
        pool.setMaximumPoolSize(WebPeer.Starter.THREADS);
        return pool;
    }

    @Bean
    static LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource pool) {
        LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
        factory.setDataSource(pool);
        factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        factory.setManagedTypes(PersistenceManagedTypes.of(
                HourEntity.class.getName(),
                HourEntity.Key.class.getName(),
                SeriesEntity.class.getName(),
                SeriesEntity.Station.class.getName(),
                SeriesEntity.Network.class.getName(),
                SeriesEntity.Parameter.class.getName()));
        factory.setJpaPropertyMap(Map.of("hibernate.default_schema", "calima", "hibernate.hbm2ddl.auto", "none"));
        return factory;
    }

    @Bean
    static PlatformTransactionManager transactionManager(EntityManagerFactory factory) {
        return new JpaTransactionManager(factory);
    }
}
