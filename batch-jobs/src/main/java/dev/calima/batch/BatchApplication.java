package dev.calima.batch;

import dev.calima.batch.operate.CalimaCommand;

/** Starts the batch application's command line. */
public final class BatchApplication {

    private BatchApplication() {}

    public static void main(String[] args) {
        System.exit(CalimaCommand.execute(args));
    }
}
