package dev.calima.bench.kill;

import dev.calima.batch.ingest.IngestJob;
import dev.calima.sql.setup.DatabaseAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/** Serving processes on one database, and an operator who asks them over HTTP. A killed one is started anew, as by a service manager. */
final class Cluster {

    /** Whichever node answers. */
    static final int ANY = -1;

    private static final Duration UP_LIMIT = Duration.ofMinutes(5);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(8);
    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();
    private static final int SERVER_ERROR = 500;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Scene scene;
    private final DatabaseAccess access;
    private final int chunkLines;
    private final List<CalimaProcess> nodes = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private int started;
    private int next;

    /** Starts nodes and waits until they answer. */
    Cluster(Scene scene, DatabaseAccess access, int size, int chunkLines) throws IOException {
        this.scene = scene;
        this.access = access;
        this.chunkLines = chunkLines;
        for (int i = 0; i < size; i++) {
            start(i);
        }
        for (int i = 0; i < size; i++) {
            awaitUp(i);
        }
    }

    /** Starts a node in the place of the one that was there. */
    void start(int node) throws IOException {
        Path folder = scene.folder("node-" + access.url().substring(access.url().lastIndexOf('/') + 1) + "-" + started);
        started++;
        CalimaProcess process = scene.start(
                ServingNode.class.getName(),
                access,
                Map.of("calima.chunk-lines", Integer.toString(chunkLines), "calima.log", folder + ".log"),
                folder.toString(),
                "false");
        if (node == nodes.size()) {
            nodes.add(process);
            folders.add(folder);
        } else {
            nodes.set(node, process);
            folders.set(node, folder);
        }
    }

    /** Waits until a node answers. */
    void awaitUp(int node) throws IOException {
        long deadline = System.nanoTime() + UP_LIMIT.toNanos();
        while (ServingNode.port(folders.get(node)) == 0) {
            if (System.nanoTime() > deadline || !nodes.get(node).isAlive()) {
                throw new IOException(
                        "a serving process did not come up: " + nodes.get(node).printed() + lastWords(node));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Spring says to the log why it ends, and nowhere else. */
    private String lastWords(int node) throws IOException {
        Path log = Path.of(folders.get(node) + ".log");
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    int size() {
        return nodes.size();
    }

    /** The process of a node. */
    CalimaProcess process(int node) {
        return nodes.get(node);
    }

    /** Which node a process is; {@link #ANY} when it is none of them. */
    int nodeOf(long pid) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).pid() == pid) {
                return i;
            }
        }
        return ANY;
    }

    /** Asks one node, once. */
    Answer ask(int node, String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ServingNode.port(folders.get(node)) + "/ops/v1" + path))
                .timeout(ANSWER_LIMIT)
                .header("Authorization", "Bearer " + Scene.OPERATOR_KEY)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            String text = answer.body().isBlank() ? "{}" : answer.body();
            return new Answer(answer.statusCode(), JSON.readTree(text));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Asks a node, and another when that one is not there or cannot, until one answers. What is asked must bear being asked twice. */
    Answer askUntilAnswered(int first, String method, String path, String body) throws IOException {
        long deadline = System.nanoTime() + UP_LIMIT.toNanos();
        int node = first == ANY ? next++ % nodes.size() : first;
        String last = "";
        while (System.nanoTime() < deadline) {
            try {
                Answer answer = ask(node, method, path, body);
                if (answer.status() < SERVER_ERROR) {
                    return answer;
                }
                last = answer.toString();
            } catch (IOException | IllegalArgumentException e) {
                last = String.valueOf(e.getMessage()); // it is being started: port 0
            }
            node = (node + 1) % nodes.size();
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new IOException(method + " " + path + " was not answered within " + UP_LIMIT.toSeconds() + " s: " + last);
    }

    /** What starts the load of a file. */
    static String load(Path file) {
        return "{\"parameters\": {\"feed\": \"" + Scene.FEED + "\", \"paths\": [\"" + file
                + "\"], \"aggregates\": false}}";
    }

    /** Where a load is asked for. */
    static String loads() {
        return jobs(IngestJob.NAME);
    }

    /** Where a job is asked for. */
    static String jobs(String job) {
        return "/jobs/" + job + "/executions";
    }

    /** Asks for something that nobody else asks for; the number of the run. */
    long begin(String jobs, String body) throws IOException {
        Answer answer = askUntilAnswered(ANY, "POST", jobs, body);
        if (answer.run() == 0) {
            throw new IOException(jobs + " of " + body + " was refused: " + answer);
        }
        return answer.run(); // asked twice, the second answer is a conflict that names the run
    }

    /** How a run stands, by the node asked first or another. */
    Answer find(int node, long run) throws IOException {
        return askUntilAnswered(node, "GET", "/executions/" + run, "");
    }

    /** Waits for the end of a run; how it stands after the limit when it has none. */
    Answer awaitEnd(int node, long run, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        Answer seen = find(node, run);
        while (seen.isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
            seen = find(node, run);
        }
        return seen;
    }

    /** Forgets where a dead node listened, so that nobody asks a stranger. */
    void forget(int node) throws IOException {
        Files.deleteIfExists(folders.get(node).resolve("port"));
    }
}
