package dev.calima.batch.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.config.ConfigException;
import dev.calima.sql.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Schedules by the operator API of a serving process, with its own role in the database and real workers. */
@Timeout(120)
class SchedulesApiTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String SCHEDULES = """
            schedules:
              - name: chain
                job: timed
                parameters: {at: "{scheduled}"}
                local: {time: "03:30", zone: Europe/Madrid}
                then: [{job: second}, {job: third}]
              - {name: other, job: untimed, cron: "0 5 6 ? * MON"}
              - {name: idle, job: untimed, cron: "0 5 6 ? * MON", enabled: false}
            """;

    @TempDir
    static Path folder;

    private static ConfigurableApplicationContext node;

    @BeforeAll
    static void start() throws Exception {
        node = ScheduleNode.start(
                DATABASE.admin(),
                TestDatabase.passwords(),
                folder,
                ScheduleFile.read(folder.resolve("config"), SCHEDULES).schedules());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void allAreShownWithTheirNextFiveMoments() throws Exception {
        JsonNode all = json(get("/ops/v1/schedules"));
        assertThat(all.size()).isEqualTo(3);
        JsonNode chain = json(get("/ops/v1/schedules/chain"));
        assertThat(chain.path("timetable").asString()).isEqualTo("local 03:30 Europe/Madrid");
        assertThat(chain.path("next").size()).isEqualTo(5);
        assertThat(chain.path("next").get(0).path("local").asString()).matches(".*T03:30:00\\+0[12]:00");
        assertThat(chain.path("late").asBoolean()).isFalse();
        assertThat(json(get("/ops/v1/schedules/idle")).path("next").size()).isZero();
        assertThat(get("/ops/v1/schedules/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/ops/v1/schedules/nothing").body()).contains("known are [chain, idle, other]");
        assertThat(CLIENT.send(
                                HttpRequest.newBuilder(uri("/ops/v1/schedules")).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void runNowDoesTheWholeChainForOneMomentAndOnceForOneKey() throws Exception {
        HttpResponse<String> first = post("/ops/v1/schedules/chain/run-now?reason=try", "key-1");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(first.headers().firstValue("Location"))
                .hasValueSatisfying(href -> assertThat(href).startsWith("/ops/v1/executions/"));
        HttpResponse<String> again = post("/ops/v1/schedules/chain/run-now?reason=try", "key-1");
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        String done = "SELECT count(*) FROM calima.run WHERE schedule LIKE 'chain%' AND state = 'completed'";
        while (!DATABASE.value(done).equals("3")) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertThat(
                        DATABASE.value(
                                "SELECT string_agg(schedule, ' ' ORDER BY run_id) FROM calima.run WHERE schedule LIKE 'chain%'"))
                .isEqualTo("chain chain/second chain/third");
        assertThat(DATABASE.value("SELECT count(DISTINCT scheduled_for) FROM calima.run WHERE schedule LIKE 'chain%'"))
                .isEqualTo("1");
        JsonNode jobs = json(get("/ops/v1/schedules/chain")).path("jobs");
        assertThat(jobs.get(2).path("lastRun").path("state").asString()).isEqualTo("completed");
        assertThat(post("/ops/v1/schedules/nothing/run-now", null).statusCode()).isEqualTo(404);
        assertThat(post("/ops/v1/schedules/chain/run-now", " ").statusCode()).isEqualTo(400);
    }

    @Test
    void pauseAndResumeMayBeSaidTwiceAndAreKept() throws Exception {
        assertThat(post("/ops/v1/schedules/other/pause", null).statusCode()).isEqualTo(200);
        JsonNode paused = json(post("/ops/v1/schedules/other/pause", null));
        assertThat(paused.path("pausedBy").asString()).isNotEmpty();
        JsonNode resumed = json(post("/ops/v1/schedules/other/resume?catchUp=true", null));
        assertThat(resumed.path("pausedBy").isNull()).isTrue();
        assertThat(post("/ops/v1/schedules/other/resume", null).statusCode()).isEqualTo(200);
        assertThat(post("/ops/v1/schedules/nothing/pause", null).statusCode()).isEqualTo(404);
        assertThat(
                        DATABASE.value(
                                "SELECT string_agg(verb || ' ' || result || coalesce(': ' || detail, ''), ', ' ORDER BY audit_id) FROM calima.audit WHERE subject = 'schedule other'"))
                .isEqualTo("pause done, pause done: was paused before, resume done, resume done: was not paused");
    }

    @Test
    void aScheduleOfAJobThatIsNotThereOrThatIsToldNonsenseStopsTheStart() throws Exception {
        var wrong = ScheduleFile.read(folder.resolve("wrong"), """
                        schedules:
                          - {name: a, job: nothing, cron: "0 5 6 ? * MON"}
                          - {name: b, job: timed, parameters: {at: noon, why: so}, cron: "0 5 6 ? * MON"}
                        """).schedules();
        assertThatThrownBy(() -> ScheduleNode.start(DATABASE.admin(), TestDatabase.passwords(), folder, wrong))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schedules.yaml a: there is no job 'nothing'")
                .hasMessageContaining("schedules.yaml b: timed: at: must be a moment")
                .hasMessageContaining("why: there is no such parameter");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, @org.jspecify.annotations.Nullable String key)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.noBody());
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + ScheduleNode.KEY);
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + node.getEnvironment().getProperty("local.server.port") + path);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
