package dev.calima.batch.operate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Finds a port of this machine to listen on. */
final class FreePort {

    private static final int ATTEMPTS = 20;

    private FreePort() {}

    /**
     * The port wanted, or the first free one of twenty.
     *
     * @param wanted the port asked for; 0 for any, null for the first free one
     * @param first the first to be tried
     * @param variable environment variable that asks for one, for the message
     * @throws IOException when the port asked for is in use
     */
    static int find(@Nullable Integer wanted, int first, String variable) throws IOException {
        if (wanted != null) {
            if (wanted != 0 && !isFree(wanted)) {
                throw new IOException("port " + wanted + " is in use: stop what listens there, or set " + variable
                        + " to another (0 for any)");
            }
            return wanted == 0 ? any() : wanted;
        }
        for (int port = first; port < first + ATTEMPTS; port++) {
            if (isFree(port)) {
                return port;
            }
        }
        return any();
    }

    private static int any() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
