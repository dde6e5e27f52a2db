package dev.calima.bench.read;

import java.util.List;

/**
 * One kind of question.
 *
 * @param name how its figures are named
 * @param paths what the read API is asked
 * @param sql the same as a script of pgbench's; empty where it is not compared with SQL
 * @param sqlName what that SQL is called in the figures
 */
record Question(String name, List<String> paths, String sql, String sqlName) {

    /** One that is not compared with SQL. */
    Question(String name, List<String> paths) {
        this(name, paths, "", "");
    }
}
