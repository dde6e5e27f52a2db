package dev.calima.batch.ingest.fetch;

import dev.calima.batch.config.S3Address;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Objects of S3: one key, everything below a prefix as in a folder, or a glob. */
@Component
@Order(1)
public final class S3Files implements FileSource {

    private final S3Objects objects;

    S3Files(S3Objects objects) {
        this.objects = objects;
    }

    @Override
    public boolean isOneOfIts(String address) {
        return S3Address.isMeant(address);
    }

    @Override
    public List<Incoming> find(String text) throws IOException, NothingFoundException {
        return objects(text).stream().map(objects::incoming).toList();
    }

    /** What {@link #find} finds, as the listing tells of it. */
    public List<S3Object> objects(String text) throws IOException, NothingFoundException {
        S3Address address = S3Address.parse(text)
                .orElseThrow(() -> new NothingFoundException(
                        text + " is no address in S3: it must be s3://bucket/prefix or s3://bucket/key"));
        List<S3Object> found = objects.list(address, S3Files::isFile);
        int wildcard = firstWildcard(address.key());
        if (found.isEmpty() && wildcard >= 0) {
            found = objects.beginning(address.bucket(), address.key().substring(0, wildcard), matcher(address.key()));
        }
        if (found.isEmpty()) {
            throw new NothingFoundException(
                    "there is nothing at " + address + ": check the spelling; a prefix ends at a slash, or has a *");
        }
        return found;
    }

    /** As in a folder: no hidden files, no explanations. */
    static boolean isFile(String key) {
        return !key.substring(key.lastIndexOf('/') + 1).startsWith(".") && !key.endsWith(".md");
    }

    private static java.util.function.Predicate<String> matcher(String glob) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return key -> matcher.matches(Path.of(key));
    }

    private static int firstWildcard(String key) {
        for (int i = 0; i < key.length(); i++) {
            if ("*?[{".indexOf(key.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
