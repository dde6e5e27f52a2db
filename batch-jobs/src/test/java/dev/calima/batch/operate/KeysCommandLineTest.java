package dev.calima.batch.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.operate.CommandProcess.Ended;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.type.ApiKey;
import dev.calima.sql.type.Pepper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code calima keys} as it is typed; what opens stands nowhere but in the one answer. */
@Timeout(120)
class KeysCommandLineTest {

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();

    @Test
    void aKeyIsShownOnceAndTakenBack() throws Exception {
        Path home = folder.resolve("home");
        try (CommandProcess calima = CommandProcess.start(database, home)) {
            Ended made = calima.run("keys", "create", "school project", "--group", "schools", "--days", "30");
            assertThat(made.code()).as(made.err()).isZero();
            ApiKey key = ApiKey.parse(made.out().strip()).orElseThrow();
            assertThat(database.value("SELECT encode(secret_hmac, 'hex') FROM calima.api_key"))
                    .isEqualTo(HexFormat.of()
                            .formatHex(Pepper.of(CommandProcess.PEPPER).hmac(key)));
            assertThat(database.value(
                            "SELECT round(extract(epoch FROM expires_at - created_at) / 86400) FROM calima.api_key"))
                    .isEqualTo("30");

            JsonNode other = json(calima.run("keys", "create", "control room", "--role", "operator", "-o", "json"));
            assertThat(ApiKey.parse(other.get("key").asString())).isPresent();

            JsonNode listed = json(calima.run("keys", "list", "-o", "json"));
            assertThat(listed).hasSize(2);
            assertThat(listed.get(0).get("role").asString()).isEqualTo("operator");
            assertThat(calima.run("keys", "list", "--group", "schools").out())
                    .startsWith(key.id() + "  reader    school project (schools), made ")
                    .contains("not used yet")
                    .doesNotContain(key.secret());

            Ended wrong = calima.run("keys", "create", "x", "--days", "0", "--group", "Not This");
            assertThat(wrong.code()).isEqualTo(2);
            assertThat(wrong.err()).contains("--group must be", "--days must be 1 to 36500, but is 0");
            assertThat(calima.run("keys", "create", "x", "--role", "root").code())
                    .isEqualTo(2);
            assertThat(calima.run("keys", "revoke").code()).isEqualTo(2);
            assertThat(calima.run("keys", "revoke", "aaaaaaaaaaaaaaaa").code()).isEqualTo(2);

            assertThat(calima.run("keys", "revoke", "--group", "schools", "--reason", "it is over")
                            .out())
                    .isEqualTo("1 revoked, 0 were before\n");
            assertThat(calima.run("keys", "revoke", key.id()).out()).isEqualTo("0 revoked, 1 were before\n");
            assertThat(calima.run("keys", "list").out()).contains("revoked ");
            assertThat(database.value(
                            "SELECT string_agg(verb || ' ' || result || ' ' || coalesce(detail, '-'), '; ' ORDER BY audit_id)"
                                    + " FROM calima.audit"))
                    .isEqualTo("key-create done reader school project; key-create done operator control room;"
                            + " key-revoke done it is over");
            assertThat(filesWith(home, List.of(key.secret(), CommandProcess.PEPPER)))
                    .as("files that hold a secret")
                    .isEmpty();
        }
    }

    private static List<Path> filesWith(Path home, List<String> secrets) throws IOException {
        try (var files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            secrets.stream().anyMatch(secret -> text(file).contains(secret)))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode json(Ended ended) {
        assertThat(ended.code()).as(ended.err()).isZero();
        return JsonMapper.shared().readTree(ended.out());
    }
}
