package dev.calima.bench.kill;

import dev.calima.batch.ingest.IngestJob;
import dev.calima.sql.setup.DatabaseAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Two serving processes, the files that they load, and what was found: what the modes share in which an operator asks over HTTP
 * and does nothing else.
 */
final class Serving implements AutoCloseable {

    /** So long a run may take to come to its end by itself, whatever was done to its processes. */
    static final Duration END_LIMIT = Duration.ofSeconds(90);

    private static final int NODES = 2;
    private static final int LINES_OF_A_FILE = 200;
    /** Lines of a chunk: a file has some twenty. */
    static final int CHUNK_LINES = 10;

    private static final int WARM_UPS = 3;

    private final Scene scene;
    private final Cluster cluster;
    private final LoadWatch watch;
    private final Pieces pieces;
    private final List<Path> loaded = new ArrayList<>();
    private final Figures figures = new Figures();
    private Duration usual = Duration.ZERO;

    private Serving(Scene scene) throws IOException, SQLException {
        this.scene = scene;
        this.watch = new LoadWatch(scene.direct());
        this.pieces = new Pieces(scene, LINES_OF_A_FILE);
        this.cluster = new Cluster(scene, scene.spoiled(), NODES, CHUNK_LINES);
        for (int i = 0; i < WARM_UPS; i++) {
            long begun = System.nanoTime();
            long run = cluster.begin(Cluster.loads(), Cluster.load(nextFile()));
            Answer ended = cluster.awaitEnd(Cluster.ANY, run, END_LIMIT);
            if (!ended.state().equals("completed")) {
                throw new IOException("the load that nobody disturbs ended " + ended);
            }
            usual = Duration.ofNanos(System.nanoTime() - begun);
        }
    }

    /** Starts a server and the processes, and looks how long a load takes that nobody disturbs. */
    static Serving open(Path jobsConfig) throws IOException, SQLException {
        Scene scene = Scene.open(jobsConfig);
        try {
            return new Serving(scene);
        } catch (IOException | SQLException | RuntimeException e) {
            scene.close();
            throw e;
        }
    }

    /** Compares what is there with what the same files leave when nobody disturbs, and adds what differs to the figures. */
    void compare() throws Exception {
        compare(scene, loaded, CHUNK_LINES, figures);
    }

    /** The same of any files. */
    static void compare(Scene scene, List<Path> loaded, int chunkLines, Figures figures) throws Exception {
        System.setProperty("calima.chunk-lines", Integer.toString(chunkLines)); // what is revised depends on it
        DatabaseAccess undisturbed = scene.make("undisturbed");
        try (ConfigurableApplicationContext beans = scene.beans(undisturbed)) {
            IngestJob job = beans.getBean(IngestJob.class);
            for (Path file : loaded) {
                job.load(Scene.FEED, List.of(file.toString()), false);
            }
        }
        Verdicts.compare(scene.direct(), undisturbed, figures);
    }

    /** A file that nobody has had; it has to be loaded in the end. */
    Path nextFile() throws IOException {
        Path file = pieces.next();
        loaded.add(file);
        return file;
    }

    Scene scene() {
        return scene;
    }

    Cluster cluster() {
        return cluster;
    }

    LoadWatch watch() {
        return watch;
    }

    Figures figures() {
        return figures;
    }

    /** Waits for a share of that time, drawn from 0 to {@code most}: the same seed gives the same share on any machine. */
    void awaitMoment(SplittableRandom random, double most) {
        LockSupport.parkNanos((long) (usual.toNanos() * most * random.nextDouble()));
    }

    /** How long the load of a file takes that nobody disturbs. */
    Duration usual() {
        return usual;
    }

    /** Process that does a run; 0 when none does. */
    long worker(long run) throws SQLException {
        return watch.number("SELECT w.pid FROM calima.run r JOIN calima.worker w USING (worker_id)"
                + " WHERE r.state IN ('running', 'stopping') AND r.run_id = " + run);
    }

    /** {@code kill -9} of a node, and a new one in its place. */
    void killNode(int node) throws IOException, InterruptedException {
        cluster.forget(node);
        cluster.process(node).kill();
        figures.add("kills", 1);
        cluster.start(node);
    }

    /** Restarts a run as an operator who sees that it did not go on by itself, and counts that. */
    void byHand(String why, long run) throws IOException {
        System.out.println("  by hand: run " + run + ": " + why);
        figures.add("manual", 1);
        cluster.askUntilAnswered(Cluster.ANY, "POST", "/executions/" + run + "/restart", "");
        cluster.awaitEnd(Cluster.ANY, run, END_LIMIT);
    }

    @Override
    public void close() throws IOException {
        try {
            watch.close();
        } catch (SQLException e) {
            System.out.println("  the watching connection was gone: " + e.getMessage());
        }
        scene.close();
    }
}
