package dev.calima.bench;

import java.nio.file.Path;

/** Runs one bench by name. Its last line of output is {@code key=value} pairs. */
public final class Bench {

    private Bench() {}

    /** Arguments: the folder {@code jobs-config}, the name of the bench. */
    public static void main(String[] args) throws Exception {
        if (args.length != 2 || !args[1].equals("load")) {
            System.err.println("usage: calima bench NAME; known: load");
            System.exit(2);
        }
        LoadBench.run(Path.of(args[0]));
    }
}
