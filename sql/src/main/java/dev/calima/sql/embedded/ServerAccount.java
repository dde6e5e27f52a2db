package dev.calima.sql.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The account the server runs as. PostgreSQL refuses to run as root: then it is started in a user namespace of its own,
 * or, where that is forbidden, as {@code nobody}.
 *
 * @param prefix what to put before a command line; empty for an ordinary user
 */
record ServerAccount(List<String> prefix) {

    private static final String NOBODY = "65534";

    static ServerAccount find() throws IOException {
        if (!isRoot()) {
            return new ServerAccount(List.of());
        }
        if (works(List.of("unshare", "-U", "true"))) {
            return new ServerAccount(List.of("unshare", "-U"));
        }
        List<String> asNobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        if (works(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "true"))) {
            return new ServerAccount(asNobody);
        }
        throw new IOException("PostgreSQL cannot run as root, and neither unshare nor setpriv works here:"
                + " run Calima as an ordinary user, or set CALIMA_DB_URL to a PostgreSQL of your own");
    }

    /** Gives the folder to the account, where the account is another one. */
    void own(Path folder) throws IOException {
        if (prefix.contains("setpriv")) {
            Process chown = new ProcessBuilder("chown", "-R", NOBODY + ":" + NOBODY, folder.toString()).start();
            EmbeddedDatabase.waitFor(chown);
        }
    }

    private static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        Object uid = Files.exists(self) ? Files.getAttribute(self, "unix:uid") : Integer.valueOf(-1);
        return uid.equals(0);
    }

    private static boolean works(List<String> command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return false; // the program is not installed
        }
        EmbeddedDatabase.waitFor(process);
        return process.exitValue() == 0;
    }
}
