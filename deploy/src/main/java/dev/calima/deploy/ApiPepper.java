package dev.calima.deploy;

import java.util.Map;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** The secret without which the stored hashes of API keys are worth nothing. */
final class ApiPepper extends Construct {

    private static final int LENGTH = 64;

    private final software.amazon.awscdk.services.secretsmanager.Secret secret;

    ApiPepper(Construct scope) {
        super(scope, "ApiPepper");
        secret = software.amazon.awscdk.services.secretsmanager.Secret.Builder.create(this, "Secret")
                .description("Pepper of the API keys' hashes: a new one makes every key invalid")
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(LENGTH)
                        .excludePunctuation(true)
                        .build())
                .build();
    }

    Map<String, Secret> variable() {
        return Map.of("CALIMA_KEY_PEPPER", Secret.fromSecretsManager(secret));
    }
}
