package dev.calima.batch.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How this process is called, in messages and in the server's list of connections. */
public final class ThisProcess {

    private static final String TOKEN =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private static final String PREFIX = "calima-batch ";
    private static final Pattern TOKEN_OF_A_HOLDER = Pattern.compile("\\(([0-9a-f]{8})\\)$");

    /** Application name of its connections that do a job's work: those of a process that hangs can be found by it. */
    public static final String APPLICATION = PREFIX + TOKEN;

    /** For people: number, machine, and what tells it from another process of the same number. */
    public static final String DESCRIPTION =
            "process " + ProcessHandle.current().pid() + " on " + host() + " (" + TOKEN + ")";

    private ThisProcess() {}

    /** Application name of the process with such a {@link #DESCRIPTION}; empty when it has none. */
    static String applicationOf(String description) {
        Matcher token = TOKEN_OF_A_HOLDER.matcher(description);
        return token.find() ? PREFIX + token.group(1) : "";
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }
}
