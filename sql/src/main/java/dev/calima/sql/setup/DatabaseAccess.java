package dev.calima.sql.setup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * How to reach a database as one account.
 *
 * @param url JDBC URL, such as {@code jdbc:postgresql://db.example.org:5432/calima}
 * @param user the account
 * @param password its password; never printed by {@link #toString()}
 */
public record DatabaseAccess(String url, String user, String password) {

    /** @throws IllegalArgumentException when the URL is not one of PostgreSQL */
    public DatabaseAccess {
        if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:aws-wrapper:postgresql:")) {
            throw new IllegalArgumentException(
                    "the database URL must start with jdbc:postgresql: (such as jdbc:postgresql://host:5432/calima), but is "
                            + url);
        }
    }

    /** The same database as another account. */
    public DatabaseAccess as(String otherUser, String otherPassword) {
        return new DatabaseAccess(url, otherUser, otherPassword);
    }

    /** A new connection; the caller closes it. */
    public Connection connect() throws SQLException {
        return connect(new Properties());
    }

    /**
     * As {@link #connect()}, for short questions: a line on which nothing comes any more is given up.
     *
     * @param answerWithin the longest wait for an answer, in whole seconds
     * @param applicationName how the server lists the connection
     */
    public Connection connect(Duration answerWithin, String applicationName) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("socketTimeout", Long.toString(answerWithin.toSeconds()));
        properties.setProperty("ApplicationName", applicationName);
        return connect(properties);
    }

    private Connection connect(Properties properties) throws SQLException {
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        properties.putIfAbsent("ApplicationName", "calima");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return user + "@" + url;
    }
}
