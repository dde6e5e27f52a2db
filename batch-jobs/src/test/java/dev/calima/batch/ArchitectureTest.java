package dev.calima.batch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.calima.batch");

    @Test
    void formatsArePlainJava() {
        noClasses()
                .that()
                .resideInAPackage("dev.calima.batch.ingest.feed..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..",
                        "org.jspecify..",
                        "de.siegmar.fastcsv..",
                        "tools.jackson..",
                        "dev.calima.batch.ingest",
                        "dev.calima.batch.ingest.feed..")
                .because("a feed must be easy to write and to move: no Spring, no SQL, no rule of ours")
                .check(CLASSES);
    }

    @Test
    void rulesOfQualityAreArithmetic() {
        noClasses()
                .that()
                .resideInAPackage("dev.calima.batch.quality..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..", "org.jspecify..", "dev.calima.sql.type..", "dev.calima.batch.quality..")
                .because("what they say must not depend on how a value came in: no Spring, no SQL, no feed")
                .check(CLASSES);
    }

    @Test
    void theArithmeticOfAggregatesIsPlainJava() {
        noClasses()
                .that()
                .resideInAPackage("dev.calima.batch.aggregate.compute..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..", "org.jspecify..", "dev.calima.batch.aggregate.compute..", "dev.calima.sql.type..")
                .check(CLASSES);
    }

    @Test
    void configurationKnowsNeitherSpringNorSql() {
        noClasses()
                .that()
                .resideInAPackage("dev.calima.batch.config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.jooq..", "java.sql..")
                .check(CLASSES);
    }

    /** Jobs meet in tables. */
    @ParameterizedTest
    @CsvSource({
        "ingest,train",
        "ingest,predict",
        "train,ingest",
        "train,predict",
        "predict,ingest",
        "predict,train",
        "aggregate,ingest",
        "aggregate,train",
        "aggregate,predict",
        "ingest,aggregate",
        "train,aggregate",
        "predict,aggregate",
        "verify,predict",
        "verify,train",
        "verify,ingest",
        "predict,verify",
        "train,verify"
    })
    void aJobNeverUsesAnotherJobsClasses(String job, String other) {
        noClasses()
                .that()
                .resideInAPackage("dev.calima.batch." + job + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.calima.batch." + other + "..")
                .check(CLASSES);
    }

    @Test
    void tablesAreNamedInFewPlacesOnly() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Queries|Reader|Writer|Merge)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.calima.sql.schema.."))
                .because("a column is changed in the class that reads or writes it: *Queries, *Reader, *Writer, *Merge")
                .check(CLASSES);
    }

    @Test
    void onlyTheStepFactoryMakesSteps() {
        noClasses()
                .that()
                .areNotAssignableTo(StepFactory.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(StepBuilder.class)
                .orShould()
                .beAssignableTo(Step.class)
                .because("Spring Batch's own default is a step without transactions")
                .check(CLASSES);
    }

    @Test
    void timeIsAnArgument() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(ZoneId.class, "systemDefault")
                .because("a job takes its time from the Clock bean")
                .check(CLASSES);
    }

    @Test
    void noDrawerForOddsAndEnds() {
        noClasses()
                .should()
                .resideInAnyPackage("..common..", "..util..", "..misc..", "..shared..", "..core..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        SlicesRuleDefinition.slices()
                .matching("dev.calima.batch.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
