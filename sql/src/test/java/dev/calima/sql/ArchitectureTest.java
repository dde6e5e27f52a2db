package dev.calima.sql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.calima.sql");

    @Test
    void columnTypesArePlainJava() {
        noClasses()
                .that()
                .resideInAPackage("dev.calima.sql.type..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "javax.crypto..", "org.jspecify..", "dev.calima.sql.type..")
                .because("a column type must be usable without jOOQ")
                .check(CLASSES);
    }

    @Test
    void nothingHereKnowsAnApplication() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.calima.batch..", "dev.calima.api..", "dev.calima.forecasting..", "org.springframework..")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        SlicesRuleDefinition.slices()
                .matching("dev.calima.sql.(*)..")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(
                        com.tngtech.archunit.base.DescribedPredicate.alwaysTrue(),
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                "dev.calima.sql.schema.."))
                .check(CLASSES);
    }
}
