package dev.calima.deploy;

import java.util.List;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.Bucket;

/** Rights on buckets, action by action: the CDK's own grants say {@code s3:GetObject*} and the like. */
final class Rights {

    private Rights() {}

    /** May list and read. */
    static void look(IRole role, Bucket bucket) {
        role.addToPrincipalPolicy(statement(bucket.getBucketArn(), "s3:ListBucket"));
        role.addToPrincipalPolicy(statement(bucket.arnForObjects("*"), "s3:GetObject"));
    }

    /** May also write, and take away what retention no longer keeps. */
    static void keep(IRole role, Bucket bucket) {
        look(role, bucket);
        role.addToPrincipalPolicy(
                statement(bucket.arnForObjects("*"), "s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"));
    }

    private static PolicyStatement statement(String resource, String... actions) {
        return PolicyStatement.Builder.create()
                .actions(List.of(actions))
                .resources(List.of(resource))
                .build();
    }
}
