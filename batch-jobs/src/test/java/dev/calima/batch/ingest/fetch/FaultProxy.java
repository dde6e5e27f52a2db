package dev.calima.batch.ingest.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Stands before a real server and spoils the line to it: cuts or resets it, makes it slow, turns a bit. */
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

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Plan plan;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();

    private FaultProxy(ServerSocket server, InetSocketAddress target, Plan plan) {
        this.server = server;
        this.target = target;
        this.plan = plan;
    }

    /** Starts before a server. */
    public static FaultProxy before(URI address, Plan plan) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        FaultProxy proxy = new FaultProxy(server, new InetSocketAddress(address.getHost(), address.getPort()), plan);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
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
                Socket origin = new Socket();
                origin.connect(target);
                Thread.ofVirtual().start(() -> pass(client, origin, Fault.NONE, false));
                Thread.ofVirtual().start(() -> pass(origin, client, fault, true));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void pass(Socket from, Socket to, Fault fault, boolean isAnswer) {
        byte[] slice = new byte[SLICE];
        long passed = 0;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(slice); read >= 0; read = in.read(slice)) {
                if (!fault.latency().isZero()) {
                    LockSupport.parkNanos(fault.latency().toNanos());
                }
                if (fault.flipAt() >= passed && fault.flipAt() < passed + read) {
                    slice[(int) (fault.flipAt() - passed)] ^= 1;
                }
                int allowed = (int) Math.min(read, fault.cutAfter() - passed);
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
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
