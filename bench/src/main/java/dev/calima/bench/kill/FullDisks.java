package dev.calima.bench.kill;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The disk under the database and the landing area runs full in the middle of a load, and some seconds later there is room again.
 * Works where a small disk in memory may be mounted, which mostly only root may.
 */
final class FullDisks {

    private static final int MEBIBYTES = 900;
    private static final long BLOCK = 1 << 20;
    private static final int LINES = 40_000;
    private static final int CHUNK_LINES = 400;
    private static final int MOST_FREE_MEBIBYTES = 16;
    private static final int LATEST_MILLIS = 4_000;
    private static final Duration FULL = Duration.ofSeconds(10);
    private static final Duration END_LIMIT = Duration.ofMinutes(4);
    private static final int NOT_MOUNTED_SECONDS = 20;

    private FullDisks() {}

    /** Fills it in each round but for a few mebibytes, drawn from the seed. */
    static Figures run(Path jobsConfig, long seed, int rounds, Breath breath) throws Exception {
        Figures figures = new Figures().put("kills", 0).put("manual", 0);
        Path home = Files.createTempDirectory("calima-disk");
        if (mount("mount", "-t", "tmpfs", "-o", "size=" + MEBIBYTES + "m,mode=755", "tmpfs", home.toString()) != 0) {
            System.out.println("  skipped: a small disk cannot be mounted here (mount -t tmpfs is for root)");
            Files.delete(home);
            return figures.put("skipped", 1);
        }
        try (Scene scene = Scene.open(jobsConfig, home.resolve("scene"))) {
            play(scene, seed, rounds, breath, figures);
        } finally {
            mount("umount", "-l", home.toString());
            Files.deleteIfExists(home);
        }
        return figures;
    }

    private static int mount(String... command) throws IOException, InterruptedException {
        Process mount;
        try {
            mount = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return 1; // no such command
        }
        return mount.waitFor(NOT_MOUNTED_SECONDS, TimeUnit.SECONDS) ? mount.exitValue() : 1;
    }

    private static void play(Scene scene, long seed, int rounds, Breath breath, Figures figures) throws Exception {
        Cluster cluster = new Cluster(scene, scene.direct(), 2, CHUNK_LINES);
        Pieces pieces = new Pieces(scene, LINES);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            breath.take();
            SplittableRandom random = new SplittableRandom(seed + i);
            files.add(pieces.next());
            long run = cluster.begin(Cluster.loads(), Cluster.load(files.getLast()));
            Path ballast = scene.folder("ballast");
            fill(ballast, scene.home(), random.nextInt(MOST_FREE_MEBIBYTES), random);
            long deadline = System.nanoTime() + FULL.toNanos();
            boolean full = false;
            while (System.nanoTime() < deadline) {
                full |= scene.home().toFile().getUsableSpace() < BLOCK;
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            Files.delete(ballast);
            long begun = System.nanoTime();
            Answer ended = cluster.awaitEnd(Cluster.ANY, run, END_LIMIT);
            figures.add("kills", 1).add("disk_was_full", full ? 1 : 0);
            figures.most("done_after_ms_max", (System.nanoTime() - begun) / 1_000_000);
            if (!ended.state().equals("completed")) {
                System.out.println("  by hand: after a full disk it is " + ended);
                System.out.println("  replay: " + KillBench.command("disk", seed + i, 1));
                figures.add("manual", 1);
            }
        }
        Serving.compare(scene, files, CHUNK_LINES, figures);
    }

    private static void fill(Path ballast, Path disk, int freeMebibytes, SplittableRandom random) throws IOException {
        byte[] block = new byte[(int) BLOCK];
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LATEST_MILLIS)).toNanos());
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (disk.toFile().getUsableSpace() > freeMebibytes * BLOCK) {
                out.write(block);
            }
        } catch (IOException e) {
            System.out.println("  full: " + e.getMessage()); // others write as well
        }
    }
}
