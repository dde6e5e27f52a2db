package dev.calima.bench;

import dev.calima.sql.setup.DatabaseAccess;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The usual design that ours is measured against: one row per hour, keyed by series and time. */
public final class HourlyTable {

    private static final int BLOCK = 1 << 16;
    private static final int FETCH = 10_000;
    private static final long MICROS_OF_HOUR = 3_600_000_000L;
    private static final long DAYS_TO_2000 = 10_957;

    private static final String UPSERT =
            "INSERT INTO peer SELECT * FROM peer_staging ON CONFLICT (series_id, period_start)"
                    + " DO UPDATE SET value = excluded.value, flag = excluded.flag"
                    + " WHERE (peer.value, peer.flag) IS DISTINCT FROM (excluded.value, excluded.flag)";

    private final DatabaseAccess admin;
    private final Workbench bench;

    public HourlyTable(Workbench bench) {
        this.bench = bench;
        this.admin = bench.admin();
    }

    /** An empty table, as its users would make it. */
    public void make() throws SQLException {
        bench.execute(
                "DROP TABLE IF EXISTS peer, peer_staging",
                "CREATE TABLE peer (series_id integer NOT NULL, period_start timestamptz NOT NULL, value real,"
                        + " flag smallint NOT NULL, PRIMARY KEY (series_id, period_start))",
                "CREATE UNLOGGED TABLE peer_staging (LIKE peer)",
                "CHECKPOINT");
    }

    public void drop() throws SQLException {
        bench.execute("DROP TABLE IF EXISTS peer, peer_staging");
    }

    /** COPY straight into the keyed table. */
    public void copy(Path rows) throws SQLException, IOException {
        copy("peer", rows);
    }

    /** COPY into staging, then INSERT ... ON CONFLICT: what a load that may be repeated usually does. */
    public void upsert(Path rows) throws SQLException, IOException {
        copy("peer_staging", rows);
        bench.execute(UPSERT);
    }

    private void copy(String table, Path rows) throws SQLException, IOException {
        byte[] block = new byte[BLOCK];
        try (Connection connection = admin.connect();
                InputStream in = new BufferedInputStream(Files.newInputStream(rows), BLOCK)) {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                copy.writeToCopy(block, 0, read);
            }
            copy.endCopy();
        }
    }

    /** Writes the loaded hours as the body of a binary COPY, sorted by the key: the order that suits the peer best. */
    public long writeRows(Path to) throws SQLException, IOException {
        long written = 0;
        try (Connection connection = admin.connect();
                Statement statement = connection.createStatement();
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(to), BLOCK))) {
            connection.setAutoCommit(false); // so that rows come in portions
            statement.setFetchSize(FETCH);
            out.writeBytes("PGCOPY\n\377\r\n\0");
            out.writeInt(0);
            out.writeInt(0);
            try (ResultSet day = statement.executeQuery("SELECT series_id, day - date '1970-01-01', flags, values"
                    + " FROM calima.observation_day ORDER BY series_id, day")) {
                while (day.next()) {
                    byte[] flags = day.getBytes(3);
                    Float[] values = (Float[]) day.getArray(4).getArray();
                    long midnight = (day.getInt(2) - DAYS_TO_2000) * 24 * MICROS_OF_HOUR;
                    for (int hour = 0; hour < flags.length; hour++) {
                        if (flags[hour] != 0) {
                            row(out, day.getInt(1), midnight + hour * MICROS_OF_HOUR, values[hour], flags[hour]);
                            written++;
                        }
                    }
                }
            }
            out.writeShort(-1);
        }
        return written;
    }

    private static void row(DataOutputStream out, int series, long micros, float value, byte flag) throws IOException {
        out.writeShort(4);
        out.writeInt(Integer.BYTES);
        out.writeInt(series);
        out.writeInt(Long.BYTES);
        out.writeLong(micros);
        out.writeInt(Float.BYTES);
        out.writeFloat(value);
        out.writeInt(Short.BYTES);
        out.writeShort(flag & 0xff);
    }
}
