package dev.calima.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.calima.sql.setup.DatabaseAccess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.MultiResourceItemReader;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.transform.FieldSet;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * The load as most would write it with Spring Batch: a FlatFileItemReader of the publisher's wide lines, a processor that
 * makes 24 rows of each, and a JdbcBatchItemWriter with INSERT ... ON CONFLICT, the driver rewriting its batches. No bytes
 * are kept, nothing is checked, and the job repository costs nothing.
 */
final class SpringBatchPeer {

    private static final int CHUNK_LINES = 500;
    private static final int HOURS = 24;
    private static final int FIRST_HOUR_COLUMN = 8;
    private static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
    private static final String UPSERT = "INSERT INTO peer (series_id, period_start, value, flag) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (series_id, period_start) DO UPDATE SET value = excluded.value, flag = excluded.flag"
            + " WHERE (peer.value, peer.flag) IS DISTINCT FROM (excluded.value, excluded.flag)";

    private record Hour(int seriesId, OffsetDateTime periodStart, float value, short flag) {}

    private final DatabaseAccess access;
    private final Map<String, Integer> series = new HashMap<>();

    /** Knows the series' keys beforehand, as ours does from its first load. */
    SpringBatchPeer(DatabaseAccess access) throws SQLException {
        this.access = access;
        try (Connection connection = access.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT s.code, r.parameter_id, r.series_id FROM calima.series r"
                        + " JOIN calima.station s USING (station_id)")) {
            while (row.next()) {
                series.put(row.getString(1) + "_" + row.getInt(2), row.getInt(3));
            }
        }
    }

    /** Loads files; returns how many rows were sent. */
    long load(List<Path> files) throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(access.url());
            pool.setUsername(access.user());
            pool.setPassword(access.password());
            pool.setMaximumPoolSize(2);
            pool.addDataSourceProperty("reWriteBatchedInserts", "true");
            long[] sent = new long[1];
            JobRepository repository = new ResourcelessJobRepository();
            JdbcBatchItemWriter<Hour> rows = new JdbcBatchItemWriterBuilder<Hour>()
                    .dataSource(pool)
                    .sql(UPSERT)
                    .assertUpdates(false)
                    .itemPreparedStatementSetter((hour, statement) -> {
                        statement.setInt(1, hour.seriesId());
                        statement.setObject(2, hour.periodStart());
                        statement.setFloat(3, hour.value());
                        statement.setShort(4, hour.flag());
                    })
                    .build();
            rows.afterPropertiesSet();
            ItemWriter<List<Hour>> writer = lines -> {
                Chunk<Hour> flat = new Chunk<>();
                lines.forEach(flat::addAll);
                sent[0] += flat.size();
                rows.write(flat);
            };
            Job job = new JobBuilder("peer", repository)
                    .start(new StepBuilder("load", repository)
                            .<FieldSet, List<Hour>>chunk(CHUNK_LINES)
                            .transactionManager(new JdbcTransactionManager(pool))
                            .reader(reader(files))
                            .processor(this::hours)
                            .writer(writer)
                            .build())
                    .build();
            TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
            operator.setJobRepository(repository);
            operator.setJobRegistry(new MapJobRegistry());
            operator.afterPropertiesSet();
            JobExecution execution = operator.start(job, new JobParametersBuilder().toJobParameters());
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                throw new IllegalStateException("the peer failed: " + execution.getAllFailureExceptions());
            }
            return sent[0];
        }
    }

    private static MultiResourceItemReader<FieldSet> reader(List<Path> files) {
        FlatFileItemReader<FieldSet> lines = new FlatFileItemReaderBuilder<FieldSet>()
                .name("lines")
                .linesToSkip(1)
                .lineMapper(
                        new org.springframework.batch.infrastructure.item.file.mapping.DefaultLineMapper<>() {
                            {
                                var tokenizer = new org.springframework.batch.infrastructure.item.file.transform
                                        .DelimitedLineTokenizer(";");
                                setLineTokenizer(tokenizer);
                                setFieldSetMapper(fields -> fields);
                            }
                        })
                .build();
        MultiResourceItemReader<FieldSet> all = new MultiResourceItemReader<>(lines);
        all.setName("files");
        all.setResources(files.stream().map(FileSystemResource::new).toArray(Resource[]::new));
        return all;
    }

    private List<Hour> hours(FieldSet line) {
        LocalDate day = LocalDate.of(line.readInt(5), line.readInt(6), line.readInt(7));
        String station = String.format(java.util.Locale.ROOT, "28079%03d", line.readInt(2));
        int seriesId = Objects.requireNonNull(series.get(station + "_" + line.readInt(3)));
        List<Hour> hours = new ArrayList<>(HOURS);
        OffsetDateTime last = OffsetDateTime.MIN;
        for (int hour = 0; hour < HOURS; hour++) {
            OffsetDateTime start =
                    day.atTime(hour, 0).atZone(ZONE).toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
            if (start.isEqual(last)) {
                continue; // the hour that spring leaves out
            }
            int column = FIRST_HOUR_COLUMN + 2 * hour;
            hours.add(new Hour(
                    seriesId, start, line.readFloat(column), (short) (line.readChar(column + 1) == 'V' ? 1 : 0)));
            last = start;
        }
        return hours;
    }
}
