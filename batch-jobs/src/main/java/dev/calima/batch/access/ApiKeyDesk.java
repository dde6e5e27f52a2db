package dev.calima.batch.access;

import dev.calima.batch.run.Actor;
import dev.calima.batch.run.AuditWriter;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import dev.calima.sql.type.ApiKey;
import dev.calima.sql.type.Pepper;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes keys and takes them back, as {@code calima_operator}; what is said here stands in the audit. */
@Component
public class ApiKeyDesk {

    private final DatabaseAccess operator;

    public ApiKeyDesk(DatabaseAccess database, RolePasswords passwords) {
        this.operator = passwords.access(database, DatabaseRole.OPERATOR);
    }

    /**
     * Makes a key. Nobody can be shown it again.
     *
     * @param name whose it is, or what for; 1 to 100 characters
     * @param groups names of groups, up to 20; may be none
     * @param life after which it expires; null for never
     */
    public ApiKey create(
            Actor actor, Pepper pepper, String name, KeyRole role, List<String> groups, @Nullable Duration life)
            throws SQLException {
        ApiKey key = ApiKey.random();
        try (Connection connection = operator.connect()) {
            dsl(connection).transaction(inner -> {
                new ApiKeyWriter(inner.dsl()).add(key, pepper, name, role, groups, life, actor.name());
                new AuditWriter(inner.dsl())
                        .write(actor, "key-create", "key " + key.id(), null, "done", role + " " + name);
            });
        }
        return key;
    }

    /** @param group only keys of this group; null for all */
    public List<ApiKeyEntry> list(@Nullable String group) throws SQLException {
        try (Connection connection = operator.connect()) {
            return new ApiKeyReader(dsl(connection)).list(group);
        }
    }

    /**
     * Takes keys back; the read API refuses them within seconds.
     *
     * @return ids of those that were not taken back before
     * @throws UnknownKeyException when there is none of them
     */
    public List<String> revoke(Actor actor, List<String> ids, @Nullable String reason) throws SQLException {
        try (Connection connection = operator.connect()) {
            DSLContext dsl = dsl(connection);
            List<String> known = new ApiKeyReader(dsl)
                    .list(null).stream().map(ApiKeyEntry::id).toList();
            for (String id : ids) {
                if (!known.contains(id)) {
                    throw new UnknownKeyException("there is no key " + id + "; 'calima keys list' shows what there is");
                }
            }
            return dsl.transactionResult(inner -> {
                List<String> revoked = new ApiKeyWriter(inner.dsl()).revoke(ids, actor.name());
                for (String id : revoked) {
                    new AuditWriter(inner.dsl()).write(actor, "key-revoke", "key " + id, null, "done", reason);
                }
                return revoked;
            });
        }
    }

    private static DSLContext dsl(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }
}
