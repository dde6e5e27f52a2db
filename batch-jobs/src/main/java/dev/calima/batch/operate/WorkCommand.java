package dev.calima.batch.operate;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

@Command(
        name = "work",
        description =
                "Serve operators, do queued runs and start what is due, until Ctrl-C: as up, without the portal and the read"
                        + " API, which then run elsewhere. Any number of processes may.",
        mixinStandardHelpOptions = true)
final class WorkCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.openServing()) {
            CountDownLatch stop = new CountDownLatch(1);
            CalimaCommand.onStop(() -> {
                session.platform().stopJobs();
                stop.countDown();
            });
            System.out.printf(
                    "Calima works.%n  Operator %s/ops/v1%nCtrl-C stops it.%n",
                    session.platform().operatorAddress());
            System.out.flush();
            stop.await();
        }
        return ExitCode.OK.code();
    }
}
