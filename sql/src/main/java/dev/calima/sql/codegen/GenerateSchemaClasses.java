package dev.calima.sql.codegen;

import dev.calima.sql.embedded.EmbeddedDatabase;
import dev.calima.sql.setup.Migrations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/**
 * Migrates an empty embedded PostgreSQL and writes the jOOQ classes of schema {@code calima}, so that a wrong column
 * does not compile. Does nothing when neither the migrations nor this generator changed since the last time.
 *
 * <p>Arguments: the folder of the migrations, the folder to write into, the folder of this source. Run from source by the build.
 */
final class GenerateSchemaClasses {

    private GenerateSchemaClasses() {}

    public static void main(String[] args) throws Exception {
        Path migrations = Path.of(args[0]);
        Path output = Path.of(args[1]);
        Path stamp = output.resolve("made-from.sha256");
        String fingerprint = fingerprint(migrations, Path.of(args[2]));
        if (Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) {
            return;
        }
        Path home = Files.createTempDirectory("calima-codegen");
        try (EmbeddedDatabase database = EmbeddedDatabase.startThrowaway(home)) {
            Migrations.migrate(database.access(), "filesystem:" + migrations);
            GenerationTool.generate(configuration(database, output));
        }
        Files.writeString(stamp, fingerprint);
    }

    private static Configuration configuration(EmbeddedDatabase database, Path output) {
        return new Configuration()
                .withJdbc(new Jdbc()
                        .withUrl(database.access().url())
                        .withUser(database.access().user())
                        .withPassword(database.access().password()))
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withName("org.jooq.meta.postgres.PostgresDatabase")
                                .withInputSchema("calima")
                                .withForcedTypes(
                                        new ForcedType()
                                                .withName("INSTANT")
                                                .withIncludeTypes("(?i:timestamp with time zone|timestamptz)"),
                                        userType("StationCode", "calima\\.station\\.code"),
                                        userType("ParameterCode", "calima\\.parameter\\.code")))
                        .withGenerate(new Generate()
                                .withRecords(false)
                                .withGeneratedAnnotation(true)
                                .withJavadoc(false)
                                .withGlobalObjectReferences(true))
                        .withTarget(new Target()
                                .withPackageName("dev.calima.sql.schema")
                                .withDirectory(output.toString())));
    }

    private static ForcedType userType(String type, String columns) {
        return new ForcedType()
                .withUserType("dev.calima.sql.type." + type)
                .withConverter("dev.calima.sql.convert." + type + "Converter")
                .withIncludeExpression(columns);
    }

    private static String fingerprint(Path... folders) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path folder : folders) {
            List<Path> files;
            try (Stream<Path> list = Files.list(folder)) {
                files = list.sorted().toList();
            }
            for (Path file : files) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
