package dev.calima.bench.read.peer;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Spring MVC and nothing behind it: bytes of JSON that are ready, as many as asked for. */
@SpringBootConfiguration(proxyBeanMethods = false)
@WebPeer
@RestController
public class ConstantPeer {

    private final Map<Integer, byte[]> bodies = new ConcurrentHashMap<>();

    public static void main(String[] args) {
        WebPeer.Starter.start(ConstantPeer.class);
    }

    @GetMapping("/constant/{bytes}")
    ResponseEntity<byte[]> constant(@PathVariable int bytes) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(bodies.computeIfAbsent(bytes, ConstantPeer::body));
    }

    private static byte[] body(int bytes) {
        return ('"' + "x".repeat(bytes - 2) + '"').getBytes(StandardCharsets.US_ASCII);
    }
}
