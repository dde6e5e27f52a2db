package dev.calima.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.calima.api");

    @Test
    void onlyQueriesTalkToTheDatabase() {
        noClasses()
                .that()
                .haveNameNotMatching(".*Queries(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.jooq..", "dev.calima.sql.schema..", "java.sql.rowset..", "org.springframework.jdbc..")
                .because("tables and columns are named in *Queries only: move the query there")
                .check(CLASSES);
    }

    @Test
    void theJobsAndTheirToolsAreUnknownHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.calima.batch..",
                        "dev.calima.forecasting..",
                        "dev.calima.sql.setup..",
                        "dev.calima.sql.embedded..",
                        "org.springframework.batch..",
                        "org.quartz..",
                        "org.flywaydb..")
                .because("the API and the jobs meet in tables only")
                .check(CLASSES);
    }

    @Test
    void timeComesFromTheInjectedClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("a test must be able to say what time it is: take the Clock")
                .check(CLASSES);
    }

    @Test
    void noPackageIsADrawerForAnything() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..common..", "..util..", "..utils..", "..misc..", "..shared..", "..core..", "..model..")
                .because("a package is named after a noun of the API")
                .check(CLASSES);
    }

    @Test
    void endpointsAreNoPublicClasses() {
        noClasses()
                .that(DescribedPredicate.describe(
                        "are a controller, its queries or its answers",
                        (JavaClass type) -> type.getSimpleName().matches(".*(Controller|Response)")))
                .should()
                .bePublic()
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        SlicesRuleDefinition.slices()
                .matching("dev.calima.api.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
