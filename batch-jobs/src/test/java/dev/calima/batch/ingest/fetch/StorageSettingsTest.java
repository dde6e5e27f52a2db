package dev.calima.batch.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageSettingsTest {

    private static final Path HOME = Path.of("/home");

    @Test
    void withoutSettingsNothingOfAwsIsUsed() {
        StorageSettings settings = settings(Map.of(), new ArrayList<>());
        assertThat(settings.usesS3()).isFalse();
        assertThat(settings.queue()).isNull();
        assertThat(settings.folder()).isEqualTo(HOME.resolve("landing"));
    }

    @Test
    void everySettingIsRead() {
        List<String> problems = new ArrayList<>();
        StorageSettings settings = settings(
                Map.of(
                        "CALIMA_S3_BUCKETS", "air, water.es",
                        "CALIMA_LANDING", "s3://kept/raw",
                        "CALIMA_SQS_QUEUE", "new-objects",
                        "AWS_REGION", "eu-west-1",
                        "CALIMA_S3_ENDPOINT", "http://127.0.0.1:9000",
                        "CALIMA_S3_PATH_STYLE", "true"),
                problems);
        assertThat(problems).isEmpty();
        assertThat(settings.buckets()).containsExactly("air", "water.es");
        assertThat(settings.landing()).hasToString("s3://kept/raw");
        assertThat(settings.pathStyle()).isTrue();
    }

    /** Each line: variable, value, what the problem says. */
    @ParameterizedTest
    @CsvSource({
        "CALIMA_S3_BUCKETS, Air/x, names of buckets",
        "CALIMA_S3_BUCKETS, air, AWS_REGION is not set",
        "CALIMA_LANDING, /folder, s3://bucket/prefix",
        "CALIMA_SQS_QUEUE, https://sqs/1/q, the name of a queue",
        "CALIMA_SQS_QUEUE, q, CALIMA_S3_BUCKETS is not",
        "CALIMA_S3_ENDPOINT, file:/etc/passwd, an address such as"
    })
    void whatIsWrongIsSaid(String variable, String value, String problem) {
        List<String> problems = new ArrayList<>();
        settings(Map.of(variable, value), problems);
        assertThat(problems).anySatisfy(one -> assertThat(one).contains(problem));
    }

    private static StorageSettings settings(Map<String, String> environment, List<String> problems) {
        return StorageSettings.of(HOME, environment, problems::add);
    }
}
