package io.parley.archive;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.parley.testing.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.parley.archive");

    @Test
    void featuresUseEachOtherOnlyThroughWhatTheyExpose() {
        ApplicationModules.of(ArchiveService.class).verify();
    }

    @Test
    void keepsTheHouseRules() {
        HouseRules.check("io.parley.archive");
    }

    @Test
    void theGateKnowsNoClockNoStoreAndNoTransport() {
        noClasses()
                .that()
                .haveSimpleName("ConsentGate")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.time.Clock.class)
                .check(main);
    }

    @Test
    void grantsAndHoldsKnowNothingOfRecords() {
        noClasses()
                .that()
                .resideInAnyPackage("..grant..", "..hold..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..intake..", "..reading..", "..search..")
                .check(main);
    }
}
