package dev.calima.batch.operate;

import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunnableJob;
import dev.calima.batch.run.RunnableJobs;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "list", description = "Show the jobs, and what each may be told.", mixinStandardHelpOptions = true)
final class JobsListCommand implements Callable<Integer> {

    @Option(
            names = "-o",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (${DEFAULT-VALUE}).")
    private OutputForm form = OutputForm.text;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            List<RunnableJob> jobs = session.get(RunnableJobs.class).list();
            if (form == OutputForm.json) {
                System.out.println(JsonMapper.shared()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(
                                jobs.stream().map(JobsListCommand::json).toList()));
            } else {
                jobs.forEach(JobsListCommand::print);
            }
            return ExitCode.OK.code();
        }
    }

    private static Map<String, Object> json(RunnableJob job) {
        Map<String, Object> shown = new TreeMap<>();
        shown.put("name", job.name());
        shown.put("description", job.description());
        shown.put("pool", job.pool().code());
        shown.put("parameters", job.parameters());
        return shown;
    }

    private static void print(RunnableJob job) {
        System.out.printf(Locale.ROOT, "%s%n    %s%n", job.name(), job.description());
        for (RunParameter parameter : job.parameters()) {
            System.out.printf(
                    Locale.ROOT,
                    "      %s=%s%s  %s%s%n",
                    parameter.name(),
                    parameter.type().name(),
                    parameter.required() ? " (must be given)" : "",
                    parameter.description(),
                    parameter.fallback() == null ? "" : " [" + parameter.fallback() + "]");
        }
    }
}
