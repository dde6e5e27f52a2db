package dev.calima.batch.operate;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command {@code calima}: its sub-commands, and an orderly end whatever ends it. */
@Command(
        name = "calima",
        description = "Air-quality data: load it, learn from it, forecast it, serve it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            WorkCommand.class,
            MigrateCommand.class,
            LoadCommand.class,
            ReplayCommand.class,
            InboxCommand.class,
            FetchCommand.class,
            BackfillCommand.class,
            GapsCommand.class,
            AggregateCommand.class,
            ProfilesCommand.class,
            TrainCommand.class,
            ModelsCommand.class,
            TrialCommand.class,
            ForecastCommand.class,
            ScoreCommand.class,
            RejectsCommand.class,
            JobsCommand.class,
            ReconcileCommand.class,
            LogsCommand.class,
            HealthCommand.class,
            AlertsCommand.class,
            ExportCommand.class,
            PurgeCommand.class,
            SchedulesCommand.class,
            KeysCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Also: calima test, calima bench NAME, calima deploy, calima build, calima fmt (they need the source).",
            "",
            "Exit codes: 0 done or nothing to do, 1 failed, 2 not understood or not found,",
            "3 done but something was refused, 4 stopped, 75 already running elsewhere.",
            "",
            "Settings (environment): CALIMA_HOME (data and logs), CALIMA_CONFIG, CALIMA_API_PORT,",
            "CALIMA_HTTP_HOSTS (hosts that may be asked beside those of the feeds),",
            "CALIMA_DB_URL with CALIMA_DB_USER and CALIMA_DB_PASSWORD (another PostgreSQL than the embedded one),",
            "CALIMA_S3_BUCKETS (buckets that may be read), CALIMA_LANDING, CALIMA_EXPORTS, CALIMA_SQS_QUEUE: see docs/operations.md."
        })
public final class CalimaCommand {

    /** The longest wait for a chunk in hand when the process is told to end. */
    private static final long END_SECONDS = 60;

    private static final AtomicReference<@Nullable Runnable> ON_STOP = new AtomicReference<>();

    CalimaCommand() {}

    /** Runs a command line; returns the exit code. On Ctrl-C jobs stop after the chunk in hand and everything is closed. */
    public static int execute(String... args) {
        LogSettings.apply(System.getenv());
        Thread worker = Thread.currentThread();
        OrderlyEnd end = new OrderlyEnd(worker);
        Thread hook = new Thread(end::onSignal, "orderly-end");
        Runtime.getRuntime().addShutdownHook(hook);
        int code = new CommandLine(new CalimaCommand())
                .setExecutionExceptionHandler((exception, commandLine, result) -> end.explain(exception))
                .execute(args);
        end.finished(code);
        return code;
    }

    /** What to do when the process is told to end while a command runs. */
    static void onStop(Runnable action) {
        ON_STOP.set(action);
    }

    /** Waits for the command to end when a signal came, and keeps its exit code. */
    private static final class OrderlyEnd {

        private final Thread worker;
        private final java.util.concurrent.CountDownLatch done = new java.util.concurrent.CountDownLatch(1);
        private volatile int code = ExitCode.STOPPED.code();
        private volatile boolean signalled;

        OrderlyEnd(Thread worker) {
            this.worker = worker;
        }

        /** What went wrong after a signal came is the signal's doing. */
        int explain(Exception exception) {
            if (signalled) {
                System.err.println("calima: stopped while starting; nothing was begun");
                return ExitCode.STOPPED.code();
            }
            return Failure.explain(exception);
        }

        void finished(int exitCode) {
            code = exitCode;
            done.countDown();
        }

        void onSignal() {
            if (done.getCount() == 0) {
                return; // the ordinary end
            }
            @Nullable Runnable action = ON_STOP.get();
            if (action != null) {
                action.run();
            } else {
                signalled = true;
                worker.interrupt();
            }
            try {
                if (!done.await(END_SECONDS, java.util.concurrent.TimeUnit.SECONDS)) {
                    System.err.println("calima: did not end within " + END_SECONDS + " s; what was committed stays");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(code); // the exit code of the command, not that of the signal
        }
    }
}
