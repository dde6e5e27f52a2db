package dev.calima.forecasting;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.calima.forecasting");

    @Test
    void forecastingKnowsOnlyTheJdkAndCommonsMath() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "dev.calima.forecasting..", "org.apache.commons.math3..", "org.jspecify..")
                .because("the algorithms must run anywhere: put what needs Spring or SQL into a job")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.calima.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void timeIsAnArgument() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .because("a forecast must be repeatable: pass the origin")
                .check(CLASSES);
    }

    @Test
    void noPackageIsADrawerForOddments() {
        noClasses()
                .should()
                .resideInAnyPackage("..common..", "..util..", "..misc..", "..shared..", "..core..")
                .check(CLASSES);
    }
}
