package dev.calima.sql.setup;

/** The accounts that the applications log in with; what each may do stands in the first migration. */
public enum DatabaseRole {
    /** Loads observations and keeps the ledger. */
    LOADER("calima_loader", "CALIMA_DB_LOADER_PASSWORD"),
    /** Reads observations, writes models and forecasts. */
    TRAINER("calima_trainer", "CALIMA_DB_TRAINER_PASSWORD"),
    /** Quartz: its own tables, and nothing else. */
    SCHEDULER("calima_scheduler", "CALIMA_DB_SCHEDULER_PASSWORD"),
    /** The operator API: runs, uploads and what it shows of them. */
    OPERATOR("calima_operator", "CALIMA_DB_OPERATOR_PASSWORD"),
    /** The door of the read API: looks keys up and counts requests. */
    GATE("calima_gate", "CALIMA_DB_GATE_PASSWORD"),
    /** The read API: reads, and cannot write. */
    READER("calima_reader", "CALIMA_DB_READER_PASSWORD");

    private final String user;
    private final String passwordVariable;

    DatabaseRole(String user, String passwordVariable) {
        this.user = user;
        this.passwordVariable = passwordVariable;
    }

    /** Name of the role in PostgreSQL. */
    public String user() {
        return user;
    }

    /** Environment variable that may give its password. */
    public String passwordVariable() {
        return passwordVariable;
    }
}
