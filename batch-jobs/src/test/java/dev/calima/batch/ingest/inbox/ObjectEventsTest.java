package dev.calima.batch.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in the form that the S3 user guide publishes, and others. */
class ObjectEventsTest {

    private static final String EVENT = """
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-west-2","eventTime":"1970-01-01T00:00:00.000Z",
            "eventName":"ObjectCreated:Put","userIdentity":{"principalId":"AIDAJDPLRKLG7UEXAMPLE"},
            "s3":{"s3SchemaVersion":"1.0","configurationId":"testConfigRule","bucket":{"name":"amzn-s3-demo-bucket",
            "ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::amzn-s3-demo-bucket"},
            "object":{"key":"my+h%C3%A4ppy%2Bface%25.jpg","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e",
            "versionId":"096fKKXTRTtl3on89fVO.nfljtsv6qko","sequencer":"0055AED6DCD90281E5"}}}]}
            """;

    @Test
    void anEventTellsEverything() {
        assertThat(ObjectEvents.read(EVENT))
                .containsExactly(new ObjectNews(
                        "amzn-s3-demo-bucket",
                        "my häppy+face%.jpg",
                        "096fKKXTRTtl3on89fVO.nfljtsv6qko",
                        "d41d8cd98f00b204e9800998ecf8427e",
                        "0".repeat(46) + "0055aed6dcd90281e5",
                        1024,
                        false));
    }

    @Test
    void sequencersOfDifferentLengthCompareAsNumbers() {
        String longer = EVENT.replace("0055AED6DCD90281E5", "10055AED6DCD90281E5");
        String shorter = EVENT.replace("0055AED6DCD90281E5", "F55AED6DCD90281E5");
        assertThat(ObjectEvents.read(longer).getFirst().sequencer())
                .isGreaterThan(ObjectEvents.read(shorter).getFirst().sequencer());
    }

    @Test
    void theTestMessageOtherEventsAndEmptyOnesTellNothing() {
        assertThat(ObjectEvents.read("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"b\"}"))
                .isEmpty();
        assertThat(ObjectEvents.read(EVENT.replace("ObjectCreated:Put", "ObjectRestore:Post")))
                .isEmpty();
        assertThat(ObjectEvents.read("{\"Records\":[]}")).isEmpty();
    }

    @Test
    void aMessageThatCameByWayOfSnsIsUnwrapped() {
        String wrapped = "{\"Type\":\"Notification\",\"Message\":\""
                + EVENT.replace("\"", "\\\"").replace("\n", "\\n") + "\"}";
        assertThat(ObjectEvents.read(wrapped)).isEqualTo(ObjectEvents.read(EVENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{}",
                "{\"Records\":1}",
                "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\"}]}",
                "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"%zz\"}}}]}"
            })
    void whatIsNoEventIsSaidToBeNone(String message) {
        assertThatThrownBy(() -> ObjectEvents.read(message)).isInstanceOf(NotAnEventException.class);
    }
}
