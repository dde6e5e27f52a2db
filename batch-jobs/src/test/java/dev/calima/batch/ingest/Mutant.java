package dev.calima.batch.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** A file with some of its lines damaged: bytes changed, put in or taken out, fields exchanged, lines repeated, moved, cut off. */
final class Mutant {

    private static final String[] WORDS = {
        "NaN",
        "Infinity",
        "-9.999",
        "1e308",
        "1e999",
        "0x1p3",
        "99999999999999999999",
        "-",
        "\"",
        "\"\"",
        "\0",
        "\r",
        "\r\n",
        "\n",
        "\uFEFF",
        "\u200F",
        ",",
        ";",
        "\t",
        "null",
        "{",
        "]",
        "\u001B[2J",
        "2019-02-31",
        "24:00",
        "-1",
        "é"
    };

    private final byte[] content;
    private final List<String> leftAlone;
    private final String story;

    private Mutant(byte[] content, List<String> leftAlone, String story) {
        this.content = content;
        this.leftAlone = List.copyOf(leftAlone);
        this.story = story;
    }

    /** The file. */
    byte[] content() {
        return content.clone();
    }

    /** The lines with data that are as they were, where they were or elsewhere. */
    List<String> leftAlone() {
        return leftAlone;
    }

    static Mutant of(byte[] original, long seed) {
        Random random = new Random(seed);
        List<byte[]> lines = lines(original);
        TreeSet<Integer> touched = new TreeSet<>();
        StringBuilder story = new StringBuilder("seed " + seed + ":");
        int begin = lines.size() > 2 ? 1 : 0; // heads have tests of their own
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int line = begin + random.nextInt(lines.size() - begin);
            int what = random.nextInt(8);
            story.append(" (").append(what).append(" line ").append(line + 1).append(')');
            if (what == 6) {
                int from = begin + random.nextInt(lines.size() - begin);
                boolean damaged = touched.contains(from);
                lines.add(line, lines.get(from).clone());
                TreeSet<Integer> moved = new TreeSet<>();
                touched.forEach(one -> moved.add(one >= line ? one + 1 : one));
                touched.clear();
                touched.addAll(moved);
                if (damaged) {
                    touched.add(line);
                }
            } else {
                touched.add(line);
                lines.set(line, damaged(lines.get(line), what, random));
            }
        }
        List<String> leftAlone = new ArrayList<>();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int line = 0; line < lines.size(); line++) {
            content.writeBytes(lines.get(line));
            if (line >= begin && !touched.contains(line) && !touched.contains(line - 1)) {
                leftAlone.add(new String(lines.get(line), StandardCharsets.UTF_8).stripTrailing());
            }
        }
        return new Mutant(content.toByteArray(), leftAlone, story.toString());
    }

    private static byte[] damaged(byte[] line, int what, Random random) {
        if (line.length == 0) {
            return line;
        }
        int at = random.nextInt(line.length);
        return switch (what) {
            case 0 -> {
                byte[] flipped = line.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> {
                byte[] other = line.clone();
                other[at] = (byte) random.nextInt(256);
                yield other;
            }
            case 2 -> Arrays.copyOf(line, at); // its end, and with it the begin of the next
            case 3 -> {
                int to = Math.min(line.length, at + 1 + random.nextInt(20));
                yield joined(Arrays.copyOf(line, at), Arrays.copyOfRange(line, to, line.length));
            }
            case 4 ->
                joined(
                        Arrays.copyOf(line, at),
                        WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8),
                        Arrays.copyOfRange(line, at, line.length));
            case 5 -> exchanged(line, random);
            default -> {
                byte[] noise = new byte[1 + random.nextInt(40)];
                random.nextBytes(noise);
                yield joined(Arrays.copyOf(line, at), noise, Arrays.copyOfRange(line, at, line.length));
            }
        };
    }

    private static byte[] exchanged(byte[] line, Random random) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        String separator = text.indexOf(';') >= 0 ? ";" : ",";
        String[] fields = text.split(separator, -1);
        int one = random.nextInt(fields.length);
        int other = random.nextInt(fields.length);
        String kept = fields[one];
        fields[one] = fields[other];
        fields[other] = kept;
        return String.join(separator, fields).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Its lines with their ends. */
    private static List<byte[]> lines(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n' || i == content.length - 1) {
                lines.add(Arrays.copyOfRange(content, begin, i + 1));
                begin = i + 1;
            }
        }
        return lines;
    }

    /** What was done, and the seed to do it again. */
    @Override
    public String toString() {
        return story;
    }
}
