package dev.calima.api;

import dev.calima.sql.TestDatabase;
import dev.calima.sql.type.ApiKey;
import dev.calima.sql.type.Pepper;
import java.util.HexFormat;

/** Keys as the command line makes them. */
final class TestKeys {

    static final String PEPPER = "canary-pepper-0123456789-abcdefghij";

    private TestKeys() {}

    /** A key that is written down with further columns, such as {@code expires_at} and {@code now() + interval '1 day'}. */
    static ApiKey add(TestDatabase database, String role, String columns, String values) {
        ApiKey key = ApiKey.random();
        database.execute("""
                INSERT INTO calima.api_key (key_id, name, role, secret_hmac, created_by%s)
                VALUES ('%s', 'a test', '%s', '\\x%s', 'tests'%s)
                """.formatted(
                        columns.isEmpty() ? "" : ", " + columns,
                        key.id(),
                        role,
                        HexFormat.of().formatHex(Pepper.of(PEPPER).hmac(key)),
                        values.isEmpty() ? "" : ", " + values));
        return key;
    }

    static ApiKey add(TestDatabase database, String role) {
        return add(database, role, "", "");
    }
}
