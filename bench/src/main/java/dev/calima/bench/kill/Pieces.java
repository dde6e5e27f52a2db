package dev.calima.bench.kill;

import dev.calima.bench.Months;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Pieces of the published months, each a file of its own; when they are used up, those of a further year. */
final class Pieces {

    private static final long HOURS_OF_A_YEAR = 28_000L * 24;
    private static final int MONTHS = 6;

    private final Scene scene;
    private final int linesOfPiece;
    private final List<String> lines = new ArrayList<>();
    private String head = "";
    private int copies;
    private int number;
    private int next;

    Pieces(Scene scene, int linesOfPiece) {
        this.scene = scene;
        this.linesOfPiece = linesOfPiece;
    }

    /** One that nobody has had. */
    Path next() throws IOException {
        return next(linesOfPiece);
    }

    /** The same with so many lines. */
    Path next(int count) throws IOException {
        List<String> text = new ArrayList<>();
        while (text.size() <= count) {
            if (next >= lines.size()) {
                more();
            }
            if (text.isEmpty()) {
                text.add(head);
            }
            int taken = Math.min(lines.size(), next + count + 1 - text.size());
            text.addAll(lines.subList(next, taken));
            next = taken;
        }
        return Files.write(scene.folder("piece-" + number++ + ".csv"), text);
    }

    /** All months, of a further year each time. */
    private void more() throws IOException {
        copies++;
        Path months = scene.folder("months-" + copies);
        Months.multiply(scene.samples(), months, HOURS_OF_A_YEAR * copies);
        lines.clear();
        next = 0;
        try (Stream<Path> list = Files.list(months)) {
            for (Path month : list.sorted().limit(MONTHS).toList()) { // the oldest year
                List<String> text = Files.readAllLines(month);
                head = text.getFirst();
                lines.addAll(text.subList(1, text.size()));
            }
        }
    }
}
