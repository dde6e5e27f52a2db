package dev.calima.batch.ingest.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packed files, good ones and hostile ones: what is in them, and that nothing but a reason comes of the rest. */
@Timeout(60)
class ArchiveTest {

    @TempDir
    Path folder;

    private FolderLandingArea landing;

    @BeforeEach
    void empty() {
        landing = new FolderLandingArea(folder.resolve("landing"), Clock.systemUTC());
    }

    @Test
    void everyFileOfAZipIsAFileOfItsOwnAndTheZipIsKeptOnce() throws IOException {
        Path zip = zip(Map.of(
                "2018/ene_mo18.csv", "a\nb\n".getBytes(UTF_8),
                "feb_mo18.txt", "c".getBytes(UTF_8),
                "mar_mo18.csv.gz", gzip("d\ne\nf\n"),
                "__MACOSX/._feb_mo18.txt", new byte[] {1},
                ".DS_Store", new byte[] {2}));
        List<LandedFile> files = land(zip);
        assertThat(files)
                .extracting(LandedFile::name)
                .containsExactly("a.zip!2018/ene_mo18.csv", "a.zip!feb_mo18.txt", "a.zip!mar_mo18.csv.gz");
        assertThat(files).extracting(LandedFile::problem).containsOnlyNulls();
        assertThat(files).extracting(LandedFile::lines).containsExactly(2L, 1L, 3L);
        assertThat(files.stream().map(ArchiveTest::text)).containsExactly("a\nb\n", "c", "d\ne\nf\n");
        assertThat(files.getFirst().sha256())
                .as("printf 'a\\nb\\n' | sha256sum")
                .isEqualTo("911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2");
        try (var kept = Files.walk(folder.resolve("landing"))) {
            assertThat(kept.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .filter(name -> name.length() == 64))
                    .hasSize(1);
        }
    }

    @Test
    void whatIsKeptOpensAgainWithNameSourceAndContext() throws IOException {
        Path zip = zip(Map.of("x.csv", "a\n".getBytes(UTF_8)));
        landing.land("feed", new Incoming("a.zip", "here", Map.of("station", "4"), () -> Files.newInputStream(zip)));
        Files.delete(zip);
        KeptFile kept = landing.kept("feed").getFirst();
        assertThat(kept.name()).isEqualTo("a.zip");
        LandedFile again = landing.open(kept).getFirst();
        assertThat(again.name()).isEqualTo("a.zip!x.csv");
        assertThat(again.source()).isEqualTo("here!x.csv");
        assertThat(again.context()).isEqualTo(Map.of("station", "4"));
        assertThat(text(again)).isEqualTo("a\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ../../etc/passwd      | leads outside
            /etc/passwd           | leads outside
            C:\\windows\\win.ini  | leads outside
            a/../../b             | leads outside
            a\u0001b              | control characters
            """)
    void namesThatLeadOutAreRefused(String name, String reason) throws IOException {
        List<LandedFile> files = land(zip(Map.of(name, "a\n".getBytes(UTF_8), "good.csv", "b\n".getBytes(UTF_8))));
        assertThat(files).hasSize(2);
        assertThat(files.stream().filter(file -> file.problem() == null).map(ArchiveTest::text))
                .containsExactly("b\n");
        assertThat(files).anySatisfy(file -> assertThat(file.problem()).contains(reason));
        assertThat(folder.resolve("../etc").toFile()).doesNotExist();
    }

    @Test
    void namesThatSomeSystemsCannotHaveAreHarmless() throws IOException {
        List<LandedFile> files = land(zip(Map.of("CON", "a\n".getBytes(UTF_8), "NUL?.csv", "b\n".getBytes(UTF_8))));
        assertThat(files).extracting(LandedFile::problem).containsOnlyNulls();
    }

    @Test
    void anArchiveInAnArchiveIsRefusedAndTheRestIsRead() throws IOException {
        byte[] inner = Files.readAllBytes(zip(Map.of("x.csv", "a\n".getBytes(UTF_8))));
        List<LandedFile> files = land(zip(Map.of("inner.zip", inner, "x.csv", "a\n".getBytes(UTF_8))));
        assertThat(files.getFirst().problem()).contains("packed within the archive once more");
        assertThat(files.getLast().problem()).isNull();
    }

    @Test
    void twoFilesOfOneNameAndLinksAreRefused() throws IOException {
        Path zip = folder.resolve("twice.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            for (String text : List.of("a\n", "b\n")) {
                out.putArchiveEntry(new ZipArchiveEntry("same.csv"));
                out.write(text.getBytes(UTF_8));
                out.closeArchiveEntry();
            }
            ZipArchiveEntry link = new ZipArchiveEntry("link.csv");
            link.setUnixMode(0120777);
            out.putArchiveEntry(link);
            out.write("/etc/passwd".getBytes(UTF_8));
            out.closeArchiveEntry();
        }
        List<LandedFile> files = land(zip);
        assertThat(files.stream().map(file -> String.valueOf(file.problem())))
                .hasSize(3)
                .noneMatch("null"::equals)
                .anyMatch(problem -> problem.contains("link"))
                .anyMatch(problem -> problem.contains("two files of this name"));
        assertThat(files.stream().map(LandedFile::sha256).distinct())
                .as("each is listed")
                .hasSize(3);
    }

    @Test
    void anEncryptedFileIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(zip(Map.of("x.csv", "a\n".getBytes(UTF_8))));
        for (int i = 0; i < bytes.length - 4; i++) { // bit 0 of the flags, in the local header and in the table
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 3) {
                bytes[i + 6] |= 1;
            } else if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1) {
                bytes[i + 8] |= 1;
            }
        }
        assertThat(land(Files.write(folder.resolve("secret.zip"), bytes))
                        .getFirst()
                        .problem())
                .contains("encrypted")
                .contains("password");
    }

    @Test
    void bombsAreStoppedAtTheCap() throws IOException {
        byte[] zeros = new byte[1 << 20];
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("a"));
            for (int i = 0; i < 40; i++) {
                out.write(zeros);
            }
        }
        assertThat(land(zip).getFirst().problem()).contains("unpacks to more than");
        Path many = folder.resolve("small-ones.zip"); // each below the cap, all together not
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(many))) {
            for (int i = 0; i < 40; i++) {
                out.putNextEntry(new ZipEntry("a" + i));
                out.write(zeros);
            }
        }
        assertThat(land(many))
                .singleElement()
                .satisfies(file -> assertThat(file.problem()).contains("unpacks to more than"));
        Path gzip = Files.write(folder.resolve("bomb.gz"), gzip(new byte[40 << 20]));
        assertThat(land(gzip).getFirst().problem()).contains("unpacks to more than");
        Path inside = zip(Map.of("bomb.gz", gzip(new byte[40 << 20])));
        assertThat(land(inside).getFirst().problem()).contains("unpacks to more than");
    }

    @Test
    void aZipOfTooManyFilesIsRefusedBeforeItIsRead() throws IOException {
        Path zip = folder.resolve("many.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int i = 0; i <= 10_000; i++) {
                out.putNextEntry(new ZipEntry("f" + i));
            }
        }
        assertThat(land(zip))
                .singleElement()
                .satisfies(file -> assertThat(file.problem()).contains("10001 files, more than 10000"));
    }

    @Test
    void aZipThatIsCutOrAlteredAnywhereGivesAReasonAndNeverBytes() throws IOException {
        byte[] whole = Files.readAllBytes(
                zip(Map.of("x.csv", "a;b;c\n1;2;3\n".repeat(40).getBytes(UTF_8))));
        for (int cut = 4; cut < whole.length; cut++) {
            assertThat(land(Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, cut))))
                    .as("cut at %d", cut)
                    .allSatisfy(file -> assertThat(file.problem()).isNotNull());
        }
        String text = "a;b;c\n1;2;3\n".repeat(40);
        for (int at = 4; at < whole.length; at++) {
            byte[] altered = whole.clone();
            altered[at] ^= 0x55;
            for (LandedFile file : land(Files.write(folder.resolve("altered.zip"), altered))) {
                if (file.problem() == null) {
                    assertThat(text(file)).as("altered at %d", at).isEqualTo(text);
                }
            }
        }
    }

    @Test
    void otherArchivesAreNamed() throws IOException {
        Path seven =
                Files.write(folder.resolve("a.csv"), new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c, 0});
        assertThat(land(seven).getFirst().problem()).contains("7z archive").contains("unpack it");
        byte[] tar = new byte[1024];
        System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);
        assertThat(land(Files.write(folder.resolve("a.tar"), tar)).getFirst().problem())
                .contains("tar archive");
    }

    @Test
    void aGzipCutAnywhereOrWithOneWrongByteInItsEndIsRefusedWhole() throws IOException {
        byte[] whole = concat(gzip("one\n".repeat(50)), gzip("two\n".repeat(50)));
        int memberEnd = gzip("one\n".repeat(50)).length;
        for (int cut = 2; cut < whole.length; cut++) {
            LandedFile file = land(Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, cut)))
                    .getFirst();
            if (cut == memberEnd) {
                assertThat(file.lines()).as("a whole gzip in itself").isEqualTo(50);
            } else {
                assertThat(file.problem()).as("cut at %d", cut).startsWith("it is damaged after ");
            }
        }
        for (int fromEnd = 1; fromEnd <= 8; fromEnd++) { // check sum and length
            byte[] altered = whole.clone();
            altered[altered.length - fromEnd] ^= 1;
            assertThat(land(Files.write(folder.resolve("sum.gz"), altered))
                            .getFirst()
                            .problem())
                    .as("byte %d from the end", fromEnd)
                    .startsWith("it is damaged after ");
        }
    }

    private List<LandedFile> land(Path file) throws IOException {
        return landing.land(
                "feed", Incoming.of(file.getFileName().toString(), file.toString(), () -> Files.newInputStream(file)));
    }

    private Path zip(Map<String, byte[]> files) throws IOException {
        Path zip = folder.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return zip;
    }

    private static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(UTF_8));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String text(LandedFile file) {
        try (InputStream in = file.content().open()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
