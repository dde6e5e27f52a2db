package dev.calima.batch;

/** Starts the batch application's command line. */
public final class BatchApplication {

    private BatchApplication() {}

    public static void main(String[] args) {
        System.exit(0);
    }
}
