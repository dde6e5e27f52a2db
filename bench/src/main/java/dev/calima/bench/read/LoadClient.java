package dev.calima.bench.read;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Asks a server on loopback over a number of kept connections, each with one request under way at all times. One thread does
 * it all, so that the client takes as little as can be of the processors that it shares with the server. Every answer must have
 * status 200, and the same body as the one before to the same request.
 */
final class LoadClient {

    private static final int BUFFER = 1 << 17;
    private static final int HTTP_OK = 200;
    private static final int HTTP_NOT_FOUND = 404;
    private static final Duration ATTEMPT = Duration.ofSeconds(3);
    private static final int MOST_ATTEMPTS = 20;
    private static final double STEADY = 0.95;
    private static final long SELECT_MILLIS = 1000;
    private static final long SILENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final int port;
    private final List<byte[]> requests;
    private final int[] sums;
    private final boolean[] seen;
    private final ByteBuffer through = ByteBuffer.allocateDirect(BUFFER);
    private int next;

    /** @param paths what is asked for, in turn */
    LoadClient(int port, List<String> paths) {
        this.port = port;
        this.requests = paths.stream().map(path -> request(port, path)).toList();
        this.sums = new int[paths.size()];
        this.seen = new boolean[paths.size()];
    }

    /** The body of one answer; empty when there is no such endpoint. */
    Optional<byte[]> one() throws IOException {
        try (Selector selector = Selector.open();
                Exchange exchange = connect(selector)) {
            exchange.send(requests.getFirst(), 0);
            long start = System.nanoTime();
            while (true) {
                selector.select(SELECT_MILLIS);
                selector.selectedKeys().clear();
                if (exchange.read(through)) {
                    if (exchange.status() == HTTP_NOT_FOUND) {
                        return Optional.empty();
                    }
                    check(exchange);
                    return Optional.of(exchange.body());
                }
                checkNotSilent(start);
            }
        }
    }

    /**
     * Asks for a while.
     *
     * @param connections how many at a time
     * @param warm how long before anything counts
     * @param measure how long it counts
     * @param cpuMicros processor time used so far by what is measured
     */
    Load run(int connections, Duration warm, Duration measure, LongSupplier cpuMicros) throws IOException {
        Latencies latencies = new Latencies();
        List<Exchange> exchanges = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                exchanges.add(connect(selector));
                sendNext(exchanges.getLast());
            }
            turn(selector, System.nanoTime() + warm.toNanos(), new Latencies());
            long cpu = cpuMicros.getAsLong();
            long start = System.nanoTime();
            turn(selector, start + measure.toNanos(), latencies);
            long nanos = System.nanoTime() - start;
            return new Load(latencies.count(), nanos, cpuMicros.getAsLong() - cpu, latencies);
        } finally {
            for (Exchange exchange : exchanges) {
                exchange.close();
            }
        }
    }

    /**
     * As {@link #run}, once a request does not become cheaper any more: a virtual machine compiles what is called often, and where much
     * is called that takes it most of a minute.
     */
    Load whenSteady(int connections, Duration measure, LongSupplier cpuMicros) throws IOException {
        double least = Double.MAX_VALUE;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            double cost = run(connections, Duration.ZERO, ATTEMPT, cpuMicros).cpuPerRequest();
            if (cost > STEADY * least) {
                break;
            }
            least = cost;
        }
        return run(connections, Duration.ZERO, measure, cpuMicros);
    }

    private void turn(Selector selector, long end, Latencies latencies) throws IOException {
        long lastAnswer = System.nanoTime();
        for (long now = lastAnswer; now < end; now = System.nanoTime()) {
            selector.select(SELECT_MILLIS);
            for (SelectionKey key : selector.selectedKeys()) {
                Exchange exchange = (Exchange) key.attachment();
                if (exchange.read(through)) {
                    lastAnswer = System.nanoTime();
                    latencies.add(lastAnswer - exchange.sentAt());
                    check(exchange);
                    sendNext(exchange);
                }
            }
            selector.selectedKeys().clear();
            checkNotSilent(lastAnswer);
        }
    }

    private void sendNext(Exchange exchange) throws IOException {
        int number = next;
        next = (next + 1) % requests.size();
        exchange.send(requests.get(number), number);
        while (!exchange.isSent()) {
            exchange.write(); // a request is short: the socket takes it at once, or as soon as the server reads
        }
    }

    private void check(Exchange exchange) throws IOException {
        int number = exchange.number();
        if (exchange.status() != HTTP_OK) {
            throw new IOException("status " + exchange.status() + " instead of 200 from " + text(number) + ": "
                    + new String(exchange.body(), StandardCharsets.UTF_8));
        }
        int sum = exchange.bodySum();
        if (seen[number] && sums[number] != sum) {
            throw new IOException("another body than before from " + text(number) + ": "
                    + new String(exchange.body(), StandardCharsets.UTF_8));
        }
        seen[number] = true;
        sums[number] = sum;
    }

    private static void checkNotSilent(long since) throws IOException {
        if (System.nanoTime() - since > SILENCE_NANOS) {
            throw new IOException("no answer for 30 s");
        }
    }

    private Exchange connect(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Exchange exchange = new Exchange(channel);
        channel.register(selector, SelectionKey.OP_READ, exchange);
        return exchange;
    }

    private String text(int number) {
        String request = new String(requests.get(number), StandardCharsets.US_ASCII);
        return request.substring(0, request.indexOf(" HTTP"));
    }

    private static byte[] request(int port, String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAccept: application/json\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** How long answers took, in steps of a microsecond up to a second; longer ones count as a second. */
    static final class Latencies {

        private static final int MICROS = 1_000_000;
        private static final int NANOS_OF_MICRO = 1000;

        private final int[] counts = new int[MICROS + 1];

        void add(long nanos) {
            counts[(int) Math.min(MICROS, nanos / NANOS_OF_MICRO)]++;
        }

        long count() {
            return Arrays.stream(counts).asLongStream().sum();
        }

        /** The shortest time within which this share of the answers came, in milliseconds. */
        double quantileMillis(double share) {
            long wanted = (long) Math.ceil(count() * share);
            long sum = 0;
            for (int micros = 0; micros < counts.length; micros++) {
                sum += counts[micros];
                if (sum >= wanted) {
                    return micros / 1000.0;
                }
            }
            return MICROS / 1000.0;
        }
    }
}
