package dev.calima.deploy;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;
import software.constructs.Construct;

/** The raw bytes as received, kept for ever but cheaply; and what is published for download. */
final class Buckets extends Construct {

    /** Where others put files that shall be loaded. */
    static final String INCOMING = "incoming/";

    /** Where Calima keeps what it received. */
    static final String LANDING = "landing";

    private final Bucket raw;
    private final Bucket exports;

    Buckets(Construct scope) {
        super(scope, "Buckets");
        raw = bucket(
                "Raw",
                List.of(
                        LifecycleRule.builder()
                                .id("older bytes are cheaper")
                                .prefix(LANDING + "/")
                                .transitions(List.of(Transition.builder()
                                        .storageClass(StorageClass.GLACIER_INSTANT_RETRIEVAL)
                                        .transitionAfter(Duration.days(90))
                                        .build()))
                                .build(),
                        LifecycleRule.builder()
                                .id("what was received is in landing")
                                .prefix(INCOMING)
                                .expiration(Duration.days(30))
                                .build(),
                        leftovers()));
        exports = bucket("Exports", List.of(leftovers()));
    }

    private Bucket bucket(String id, List<LifecycleRule> rules) {
        return Bucket.Builder.create(this, id)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .versioned(true)
                .lifecycleRules(rules)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
    }

    private static LifecycleRule leftovers() {
        return LifecycleRule.builder()
                .id("leftovers")
                .abortIncompleteMultipartUploadAfter(Duration.days(2))
                .noncurrentVersionExpiration(Duration.days(30))
                .build();
    }

    Bucket raw() {
        return raw;
    }

    Bucket exports() {
        return exports;
    }

    /** The setting {@code CALIMA_LANDING}. */
    String landing() {
        return "s3://" + raw.getBucketName() + "/" + LANDING;
    }
}
