package dev.calima.bench.read;

import dev.calima.bench.HourlyTable;
import dev.calima.bench.Months;
import dev.calima.bench.Workbench;
import dev.calima.sql.setup.DatabaseRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The read API as a process, on a durable server with real days replayed, beside the same SQL by pgbench, a constant of the
 * same size from Spring MVC, Spring MVC with JPA, and Node. What counts is the processor time for each request of the server
 * and of PostgreSQL together; the client is apart. One after the other, each warmed.
 */
public final class ReadBench {

    private static final Duration WARM = Duration.ofSeconds(2);
    private static final int FEW = 16;
    private static final int MANY = 64;
    private static final long SMALL = 5_000_000;
    private static final long LARGE = 60_000_000;

    private final Workbench bench;
    private final Path samples;
    private final ReadOptions options;
    private final Servers servers;
    private final Pgbench pgbench;
    private final long database;
    private final Figures figures = new Figures();
    private final Map<String, Load> ours = new LinkedHashMap<>();
    private final Map<String, Integer> sizes = new LinkedHashMap<>();

    private ReadBench(Workbench bench, Path jobsConfig, ReadOptions options) throws IOException {
        this.bench = bench;
        this.samples = jobsConfig.resolve("samples").resolve(Workbench.FEED);
        this.options = options;
        this.servers = new Servers(jobsConfig.resolveSibling("."), bench);
        this.pgbench = new Pgbench(bench.access(DatabaseRole.READER), bench.folder("pgbench"));
        this.database = bench.serverPid();
    }

    /** @throws IllegalArgumentException when an option is wrong or a program that it needs is missing */
    public static void run(Path jobsConfig, List<String> words) throws Exception {
        ReadOptions options = ReadOptions.of(words);
        Pgbench.checkThere();
        try (Workbench bench = Workbench.open(jobsConfig)) {
            new ReadBench(bench, jobsConfig, options).measure();
        }
    }

    private void measure() throws Exception {
        long values = prepare();
        Stock stock = Stock.of(bench);
        Questions questions = new Questions(stock);
        askOurs(questions);
        askDatabase(questions);
        askConstant();
        askPeer("jpa", servers.jpa(), questions);
        var node = servers.node();
        if (node.isPresent()) {
            askPeer("node", node.get(), questions);
        }
        if (options.growth()) {
            grow();
        }
        System.out.printf(Locale.ROOT, "values=%d%s%n", values, figures.text());
    }

    /** Everything that is asked for: days, aggregates, forecasts, and the usual table of one row for each hour. */
    private long prepare() throws Exception {
        System.out.println("Preparing the database: the six sample months, replayed ...");
        Path files = Months.multiply(samples, bench.folder("files"), options.values())
                .folder();
        bench.load(files);
        Workbench.delete(files);
        bench.aggregate();
        Forecasts.issue(bench);
        HourlyTable hours = new HourlyTable(bench);
        hours.make();
        Path rows = bench.folder("rows.bin");
        long values = hours.writeRows(rows);
        hours.copy(rows);
        java.nio.file.Files.delete(rows);
        bench.execute(
                "GRANT USAGE ON SCHEMA public TO calima_reader",
                "GRANT SELECT ON public.peer TO calima_reader",
                "VACUUM ANALYZE",
                "CHECKPOINT");
        System.out.printf(Locale.ROOT, "%,d values%n", values);
        return values;
    }

    private void askOurs(Questions questions) throws Exception {
        try (MeasuredProcess api = servers.readApi(options.record())) {
            for (Question question : questions.all()) {
                LoadClient client = new LoadClient(api.port(), question.paths());
                Optional<byte[]> answer = client.one();
                if (answer.isEmpty()) {
                    System.out.println("ours " + question.name() + ": there is no such endpoint yet");
                    continue;
                }
                sizes.put(question.name(), answer.get().length);
                Load load = client.whenSteady(FEW, options.measure(), () -> cpu(api));
                note("ours " + question.name(), load);
                ours.put(question.name(), load);
            }
            Question day = questions.day();
            ours.put(
                    "day at 64",
                    note(
                            "ours day, 64 connections",
                            new LoadClient(api.port(), day.paths())
                                    .whenSteady(MANY, options.measure(), () -> cpu(api))));
        }
    }

    private void askDatabase(Questions questions) throws Exception {
        for (Question question : questions.all()) {
            if (!question.sql().isEmpty() && ours.containsKey(question.name())) {
                Load load = sql(question.sql(), FEW);
                note("SQL " + question.name() + " (" + question.sqlName() + ")", load);
                ratio(question.name() + "_ratio_to_" + question.sqlName(), question.name(), load);
                if (question.equals(questions.day())) {
                    Load byKey = note("SQL day by its key", sql(questions.dayByKey(), FEW));
                    ratio("day_ratio_to_key_sql", question.name(), byKey);
                    figures.add("p99_16_ratio", our(question.name()).p99Millis() / load.p99Millis());
                    Load many = note("SQL day, 64 connections", sql(question.sql(), MANY));
                    figures.add("p99_64_ratio", our("day at 64").p99Millis() / many.p99Millis());
                }
            }
        }
    }

    private Load sql(String script, int connections) throws IOException, InterruptedException {
        return pgbench.run(script, connections, WARM, options.measure(), this::databaseCpu);
    }

    private void askConstant() throws Exception {
        try (MeasuredProcess constant = servers.constant()) {
            for (String name : Questions.LIKE_A_CONSTANT) {
                if (sizes.containsKey(name)) {
                    List<String> paths = List.of("/constant/" + sizes.get(name));
                    Load load = new LoadClient(constant.port(), paths)
                            .whenSteady(FEW, options.measure(), constant::cpuMicros);
                    note("constant as " + name + ", " + sizes.get(name) + " bytes", load);
                    ratio(name + "_ratio_to_constant", name, load);
                }
            }
        }
    }

    /** One day and one year, both as hours. */
    private void askPeer(String name, MeasuredProcess server, Questions questions) throws Exception {
        try (MeasuredProcess peer = server) {
            Load day = note(
                    name + " day",
                    new LoadClient(peer.port(), questions.peerDays())
                            .whenSteady(FEW, options.measure(), () -> cpu(peer)));
            figures.add(name + "_ratio", day.cpuPerRequest() / our("day").cpuPerRequest());
            Load year = note(
                    name + " year",
                    new LoadClient(peer.port(), questions.peerYears())
                            .whenSteady(FEW, options.measure(), () -> cpu(peer)));
            figures.add(name + "_year_ratio", year.cpuPerRequest() / our("year").cpuPerRequest());
        }
    }

    /** The day once more with few values and with many. */
    private void grow() throws Exception {
        bench.execute("DROP TABLE public.peer");
        double small = dayAt(SMALL);
        double large = dayAt(LARGE);
        figures.add("growth_5m_to_60m", large / small);
    }

    private double dayAt(long values) throws Exception {
        bench.emptyObservations();
        Path files =
                Months.multiply(samples, bench.folder("files" + values), values).folder();
        bench.load(files);
        Workbench.delete(files);
        bench.execute("VACUUM ANALYZE calima.observation_day", "CHECKPOINT");
        Questions questions = new Questions(Stock.of(bench));
        try (MeasuredProcess api = servers.readApi("")) {
            Load load = new LoadClient(api.port(), questions.day().paths())
                    .whenSteady(FEW, options.measure(), () -> cpu(api));
            return note(String.format(Locale.ROOT, "ours day at %,d values", values), load)
                    .cpuPerRequest();
        }
    }

    private void ratio(String figure, String question, Load other) {
        figures.add(figure, our(question).cpuPerRequest() / other.cpuPerRequest());
    }

    private Load our(String question) {
        return java.util.Objects.requireNonNull(ours.get(question), question);
    }

    private long cpu(MeasuredProcess server) {
        return server.cpuMicros() + databaseCpu();
    }

    private long databaseCpu() {
        return CpuTime.ofFamily(database);
    }

    private static Load note(String name, Load load) {
        System.out.println(load.text(name));
        return load;
    }
}
