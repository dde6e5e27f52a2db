package dev.calima.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Stands before a real server and spoils the line to it: cuts or resets it, makes it slow, turns a bit; by a plan made for each
 * connection beforehand, or at a moment that somebody chooses. For tests, and for the harness that kills.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int SLICE = 1460; // of an Ethernet frame

    /** What to do to the answers of one connection. Bytes are counted from the beginning of the connection. */
    public record Fault(long cutAfter, boolean reset, Duration latency, long flipAt) {

        /** A line that does what it should. */
        public static final Fault NONE = new Fault(Long.MAX_VALUE, false, Duration.ZERO, -1);

        /** Ends in order after so many bytes. */
        public static Fault cutAfter(long bytes) {
            return new Fault(bytes, false, Duration.ZERO, -1);
        }

        /** Is reset after so many bytes. */
        public static Fault resetAfter(long bytes) {
            return new Fault(bytes, true, Duration.ZERO, -1);
        }

        /** Waits before each slice. */
        public static Fault slow(Duration latency) {
            return new Fault(Long.MAX_VALUE, false, latency, -1);
        }

        /** Turns one bit of one byte. */
        public static Fault flipAt(long at) {
            return new Fault(Long.MAX_VALUE, false, Duration.ZERO, at);
        }
    }

    /** Says what happens to each connection, counted from 0. */
    @FunctionalInterface
    public interface Plan {
        Fault of(int connection);
    }

    /** Looks at the answers of one connection as they pass. Not thread-safe. */
    @FunctionalInterface
    public interface Filter {

        /** How many of these bytes may pass; with fewer than {@code length} the line is cut after them. */
        int passes(byte[] bytes, int length);
    }

    private static final long HOLD_NANOS = Duration.ofMillis(5).toNanos();

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Plan plan;
    private final Supplier<Filter> filters;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean holding;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();

    private FaultProxy(ServerSocket server, InetSocketAddress target, Plan plan, Supplier<Filter> filters) {
        this.server = server;
        this.target = target;
        this.plan = plan;
        this.filters = filters;
    }

    /** Starts before a server. */
    public static FaultProxy before(URI address, Plan plan) throws IOException {
        return before(address, plan, () -> (bytes, length) -> length);
    }

    /** Starts before a server, with something that looks at what it answers. */
    public static FaultProxy before(URI address, Supplier<Filter> filters) throws IOException {
        return before(address, connection -> Fault.NONE, filters);
    }

    private static FaultProxy before(URI address, Plan plan, Supplier<Filter> filters) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        InetSocketAddress target = new InetSocketAddress(address.getHost(), address.getPort());
        FaultProxy proxy = new FaultProxy(server, target, plan, filters);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    /** Resets every connection that is open now. New ones are taken. */
    public void cutAll() {
        for (Socket socket : open) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // it has gone meanwhile
            }
            close(socket);
        }
    }

    /** From now on nothing passes and nothing is refused, as when a network is gone without a word; or again everything does. */
    public void hold(boolean hold) {
        holding = hold;
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Connections so far. */
    public int connections() {
        return connections.get();
    }

    /** Bytes of answers that went through. */
    public long answered() {
        return answered.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Fault fault = plan.of(connections.getAndIncrement());
                Thread.ofVirtual().start(() -> connect(client, fault));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket client, Fault fault) {
        Socket origin = new Socket();
        open.add(client);
        open.add(origin);
        try {
            origin.connect(target);
        } catch (IOException e) {
            close(client); // the server is not there, and so nobody is here
            close(origin);
            return;
        }
        Thread.ofVirtual().start(() -> pass(client, origin, Fault.NONE, false));
        pass(origin, client, fault, true);
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone all the same
        }
    }

    private void pass(Socket from, Socket to, Fault fault, boolean isAnswer) {
        byte[] slice = new byte[SLICE];
        long passed = 0;
        Filter filter = isAnswer ? filters.get() : (bytes, length) -> length;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(slice); read >= 0; read = in.read(slice)) {
                if (!fault.latency().isZero()) {
                    LockSupport.parkNanos(fault.latency().toNanos());
                }
                if (fault.flipAt() >= passed && fault.flipAt() < passed + read) {
                    slice[(int) (fault.flipAt() - passed)] ^= 1;
                }
                while (holding && !from.isClosed()) {
                    LockSupport.parkNanos(HOLD_NANOS);
                }
                int allowed = (int) Math.min(filter.passes(slice, read), fault.cutAfter() - passed);
                out.write(slice, 0, allowed);
                passed += allowed;
                if (isAnswer) {
                    answered.addAndGet(allowed);
                }
                if (allowed < read) {
                    if (fault.reset()) {
                        to.setSoLinger(true, 0);
                    }
                    return;
                }
            }
        } catch (IOException e) {
            // one side has gone, so the other goes too
        } finally {
            close(from);
            close(to);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
