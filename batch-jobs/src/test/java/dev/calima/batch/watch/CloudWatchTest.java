package dev.calima.batch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.fetch.CloudSettings;
import dev.calima.batch.ingest.fetch.StorageSettings;
import dev.calima.batch.ingest.http.LoopbackServer;
import dev.calima.sql.TestDatabase;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What arrives at CloudWatch: a server on loopback reads the requests as AWS would. */
@Timeout(120)
class CloudWatchTest {

    @TempDir
    Path folder;

    private final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();

    @Test
    void timesOfJobsAndStepsArePutSignedIntoTheNamespace() throws Exception {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        try (LoopbackServer server = new LoopbackServer(exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            signatures.add(exchange.getRequestHeaders().getFirst("Authorization"));
            forms.add(form(body));
            LoopbackServer.reply(exchange, 200, """
                    <PutMetricDataResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><ResponseMetadata>\
                    <RequestId>r-1</RequestId></ResponseMetadata></PutMetricDataResponse>""");
        })) {
            StorageSettings storage = new StorageSettings(
                    folder.resolve("landing"),
                    null,
                    null,
                    Set.of(),
                    null,
                    "eu-south-2",
                    null,
                    false,
                    null,
                    new CloudSettings("CalimaTest", 3600, server.at(""), null));
            try (BatchTestContext platform =
                    BatchTestContext.start(TestDatabase.create(), BatchTestContext.SHIPPED_CONFIG, storage)) {
                Path sample = BatchTestContext.SHIPPED_CONFIG.resolve("samples/madrid-air-hourly/ene_mo19.csv.gz");
                platform.get(IngestJob.class).load("madrid-air-hourly", List.of(sample.toString()), false);
            } // a process that ends sends what it has
            assertThat(signatures)
                    .isNotEmpty()
                    .allSatisfy(signature -> assertThat(signature)
                            .startsWith("AWS4-HMAC-SHA256 Credential=test/")
                            .contains("/eu-south-2/monitoring/aws4_request"));
            assertThat(forms)
                    .allSatisfy(form -> assertThat(form)
                            .containsEntry("Action", "PutMetricData")
                            .containsEntry("Namespace", "CalimaTest"));
            assertThat(forms.stream().flatMap(form -> form.values().stream()))
                    .contains(
                            "spring.batch.job.count",
                            "observations-load-massive",
                            "spring.batch.step.sum",
                            "ingest.load");
        }
    }

    private static Map<String, String> form(byte[] body) {
        return Pattern.compile("&")
                .splitAsStream(new String(body, StandardCharsets.UTF_8))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
