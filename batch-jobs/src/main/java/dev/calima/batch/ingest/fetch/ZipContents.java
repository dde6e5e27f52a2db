package dev.calima.batch.ingest.fetch;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The files in a zip. Nothing is ever written under a name that stands in one, and nothing is read that does not also
 * stand in its table of contents.
 */
final class ZipContents {

    /** Stored, deflated, deflated with a longer window: whatever ordinary programs make. Others need foreign libraries. */
    private static final Set<Integer> METHODS = Set.of(0, 8, 9);

    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_NAME_CHARACTERS = 255;

    /**
     * A file in a zip.
     *
     * @param name its name in there, with folders
     * @param sha256 hash of its bytes, unzipped; of the zip and the name when they cannot be had
     * @param sizeBytes how many they are; 0 when they cannot be had
     * @param look what a look through it told
     */
    record Entry(String name, String sha256, long sizeBytes, Look look) {}

    /** The whole archive is refused; the message says why and what to do. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    private final ZipFile zip;
    private final String archive;
    private final UnpackedLimit limit;
    private int refused;

    private ZipContents(ZipFile zip, String archive, UnpackedLimit limit) {
        this.zip = zip;
        this.archive = archive;
        this.limit = limit;
    }

    /**
     * Looks through every file in a zip, in the order of their names.
     *
     * @param sha256 hash of the zip
     * @throws RefusedException when it is damaged, empty, too large or a bomb
     */
    static List<Entry> of(Path file, String sha256, long sizeBytes) throws RefusedException, FileSystemException {
        try {
            ZipDirectory.check(file, MOST_ENTRIES);
            try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
                return new ZipContents(zip, sha256, new UnpackedLimit(sizeBytes)).entries();
            }
        } catch (FileSystemException e) {
            throw e;
        } catch (UnpackedLimit.ExceededException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) { // a hostile table of contents can make the library stumble
            throw new RefusedException("its table of contents is damaged (" + e.getMessage() + "): fetch it again");
        }
    }

    /** Opens a file in a zip, unpacked; closing it closes the zip. */
    static InputStream open(Path file, String name) throws IOException {
        ZipFile zip = ZipFile.builder().setPath(file).get();
        try {
            @Nullable ZipArchiveEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new IOException(file + " holds no " + name + " any more");
            }
            return new FilterInputStream(
                    Unpacked.of(new BufferedInputStream(zip.getInputStream(entry), Unpacked.BUFFER))) {
                @Override
                public void close() throws IOException {
                    try (zip) {
                        super.close();
                    }
                }
            };
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private List<Entry> entries() throws IOException, RefusedException {
        if (zip.getEntry("[Content_Types].xml") != null || zip.getEntry("META-INF/manifest.xml") != null) {
            throw new RefusedException(
                    "it is a document of an office program, such as a spreadsheet: save its table as csv and load that");
        }
        List<ZipArchiveEntry> files = new ArrayList<>();
        zip.getEntries().asIterator().forEachRemaining(entry -> {
            if (!entry.isDirectory() && !isByTheWay(entry.getName())) {
                files.add(entry);
            }
        });
        if (files.isEmpty()) {
            throw new RefusedException("it holds no file: fetch it again");
        }
        if (files.size() > MOST_ENTRIES) {
            throw new RefusedException(ZipDirectory.tooMany(files.size(), MOST_ENTRIES));
        }
        Map<String, Long> sameName =
                files.stream().collect(Collectors.groupingBy(ZipArchiveEntry::getName, Collectors.counting()));
        files.sort(Comparator.comparing(ZipArchiveEntry::getName));
        List<Entry> entries = new ArrayList<>();
        for (ZipArchiveEntry file : files) {
            @Nullable String refusal = refusal(file, sameName.getOrDefault(file.getName(), 1L) > 1);
            entries.add(refusal == null ? read(file) : refused(file, refusal));
        }
        return entries;
    }

    /** What a file system adds without being asked. */
    private static boolean isByTheWay(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return name.startsWith("__MACOSX/") || (last.startsWith(".") && !last.equals("..")) || last.equals("Thumbs.db");
    }

    private @Nullable String refusal(ZipArchiveEntry entry, boolean twice) {
        String name = entry.getName();
        if (name.chars().anyMatch(Character::isISOControl) || name.length() > MOST_NAME_CHARACTERS) {
            return "its name in the archive holds control characters, or more than " + MOST_NAME_CHARACTERS
                    + " characters: look where the archive came from";
        }
        if (name.startsWith("/") || name.contains("\\") || name.matches("[A-Za-z]:.*") || hasDots(name)) {
            return "its name in the archive leads outside of it: look where the archive came from";
        }
        if (twice) {
            return "the archive holds two files of this name, and nobody can tell which is meant: fetch it again";
        }
        if (entry.isUnixSymlink()) {
            return "it is a link to another file: take the file itself";
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return "it is encrypted: unpack the archive with its password and load what comes out";
        }
        return METHODS.contains(entry.getMethod())
                ? null
                : "it is packed in a way that is not read (method " + entry.getMethod() + "): pack the archive anew";
    }

    private static boolean hasDots(String name) {
        return List.of(name.split("/")).contains("..");
    }

    private Entry read(ZipArchiveEntry entry) throws IOException {
        FileKind kind;
        EntryStream raw;
        try {
            kind = kind(entry);
            raw = new EntryStream(zip.getInputStream(entry), entry, kind == FileKind.GZIP ? limit : null);
        } catch (UnpackedLimit.ExceededException e) {
            throw e;
        } catch (IOException e) {
            return refused(entry, "it is damaged (" + e.getMessage() + "): fetch the archive again");
        }
        if (kind != FileKind.PLAIN && kind != FileKind.GZIP) {
            return refused(
                    entry, "it is packed within the archive once more: unpack the archive and load what comes out");
        }
        Look look = Look.through(() -> Unpacked.of(new BufferedInputStream(raw, Unpacked.BUFFER)), limit);
        return look.problem() == null
                ? new Entry(entry.getName(), raw.sha256(), raw.bytes(), look)
                : refused(entry, look.problem());
    }

    private FileKind kind(ZipArchiveEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return FileKind.of(in.readNBytes(FileKind.HEAD_BYTES));
        }
    }

    private Entry refused(ZipArchiveEntry entry, String problem) {
        String name = shown(entry.getName());
        return new Entry(name, Sha256.of(archive + "!" + entry.getName() + "!" + refused++), 0, Look.problem(problem));
    }

    /** A hostile name must neither write to a terminal nor fill it. */
    private static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= MOST_NAME_CHARACTERS ? printable : printable.substring(0, MOST_NAME_CHARACTERS);
    }
}
