package dev.calima.bench.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Several want the same at once: eight operators start the same load or restart the same run over two serving processes, or three
 * commands do. One gets it; every other hears by 409, or by its exit code, that it is taken, and by what.
 */
final class Races implements Round {

    private static final int CALLERS = 8;
    private static final int COMMANDS = 3;
    /** Later the load has ended before it stops. */
    private static final double MOST_OF_A_LOAD = 0.5;

    private static final int KINDS = 10;
    private static final int RESTARTS_OF_KINDS = 5;
    private static final int STARTS_OF_KINDS = 4;
    private static final int OK = 0;
    private static final int REFUSED_SOME = 3;
    private static final int BUSY = 75;
    private static final int NOT_IN_THIS_STATE = 2;
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);

    private static final String DOUBLE_RUNS =
            "SELECT (SELECT count(*) FROM calima.run a JOIN calima.run b USING (identity)"
                    + " WHERE a.run_id < b.run_id AND a.started_at < b.ended_at AND b.started_at < a.ended_at)"
                    + " + (SELECT count(*) FROM batch.batch_job_execution a JOIN batch.batch_job_execution b USING (job_instance_id)"
                    + " WHERE a.job_execution_id < b.job_execution_id AND a.start_time < b.end_time AND b.start_time < a.end_time)";

    private final Serving serving;
    private final Figures figures;

    Races(Serving serving) {
        this.serving = serving;
        this.figures = serving.figures();
        figures.add("races", 0).add("double_runs", 0).add("wrong_answers", 0);
    }

    @Override
    public boolean play(SplittableRandom random) throws Exception {
        int kind = random.nextInt(KINDS);
        boolean played = kind < RESTARTS_OF_KINDS
                ? restarts(random, CALLERS)
                : kind < RESTARTS_OF_KINDS + STARTS_OF_KINDS
                        ? starts()
                        : random.nextBoolean() ? restarts(random, 0) : commands();
        if (played) {
            figures.add("races", 1);
            figures.put("double_runs", serving.watch().number(DOUBLE_RUNS));
        }
        return played;
    }

    private boolean starts() throws Exception {
        String body = Cluster.load(serving.nextFile());
        judge(together(Cluster.loads(), body));
        return true;
    }

    /** @param callers how many restart it over HTTP; 0 for commands instead */
    private boolean restarts(SplittableRandom random, int callers) throws Exception {
        Cluster cluster = serving.cluster();
        long run = cluster.begin(Cluster.loads(), Cluster.load(serving.nextFile()));
        serving.awaitMoment(random, MOST_OF_A_LOAD);
        cluster.askUntilAnswered(Cluster.ANY, "POST", "/executions/" + run + "/stop", "");
        if (!cluster.awaitEnd(Cluster.ANY, run, Serving.END_LIMIT).state().equals("stopped")) {
            return false;
        }
        if (callers > 0) {
            judge(together("/executions/" + run + "/restart", ""));
            return true;
        }
        List<Integer> codes = ended("jobs", "restart", Long.toString(run));
        boolean right = codes.stream().filter(code -> code == OK).count() == 1
                && codes.stream()
                                .filter(code -> code == NOT_IN_THIS_STATE || code == BUSY)
                                .count()
                        == COMMANDS - 1;
        done(run, right, "commands ended with " + codes);
        return true;
    }

    private boolean commands() throws Exception {
        Path file = serving.nextFile();
        List<Integer> codes = ended("load", "--no-aggregates", Scene.FEED, file.toString());
        boolean right = codes.stream().allMatch(code -> code == OK || code == REFUSED_SOME || code == BUSY)
                && codes.stream().anyMatch(code -> code != BUSY);
        wrongUnless(right, "commands ended with " + codes);
        return true;
    }

    private List<Integer> ended(String... command) throws IOException, InterruptedException {
        List<CalimaProcess> commands = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            commands.add(serving.scene().calima(serving.scene().spoiled(), Serving.CHUNK_LINES, command));
        }
        List<Integer> codes = new ArrayList<>();
        for (CalimaProcess one : commands) {
            if (!one.ends(COMMAND_LIMIT)) {
                one.kill();
            }
            codes.add(one.exitCode());
        }
        figures.add("races_of_commands", 1);
        return codes;
    }

    private void judge(List<Answer> answers) throws IOException, SQLException {
        List<Answer> winners = answers.stream().filter(Answer::isAccepted).toList();
        if (winners.size() != 1) {
            wrongUnless(false, answers.toString());
            return;
        }
        long run = winners.getFirst().run();
        boolean right = answers.stream().filter(answer -> !answer.isAccepted()).allMatch(Answer::isConflict);
        done(run, right, answers.toString());
    }

    private void done(long run, boolean right, String answers) throws IOException {
        wrongUnless(right, answers);
        Answer ended = serving.cluster().awaitEnd(Cluster.ANY, run, Serving.END_LIMIT);
        if (!ended.state().equals("completed")) {
            serving.byHand("after a race it is " + ended, run);
        }
    }

    private void wrongUnless(boolean right, String answers) {
        if (!right) {
            System.out.println("  wrong answers: " + answers);
            figures.add("wrong_answers", 1);
        }
    }

    /** Asks all nodes at the same moment. */
    private List<Answer> together(String path, String body) throws Exception {
        Cluster cluster = serving.cluster();
        CyclicBarrier barrier = new CyclicBarrier(CALLERS);
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int node = i % cluster.size();
                asked.add(callers.submit(() -> {
                    barrier.await();
                    return cluster.ask(node, "POST", path, body);
                }));
            }
            for (Future<Answer> one : asked) {
                answers.add(one.get());
            }
        }
        return answers;
    }
}
