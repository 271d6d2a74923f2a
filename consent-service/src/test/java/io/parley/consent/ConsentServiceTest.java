package io.parley.consent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.parley.testing.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ConsentServiceTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.parley.consent");

    @Test
    void featuresKeepToTheirBorders() {
        ApplicationModules.of(ConsentService.class).verify();
    }

    @Test
    void keepsTheHouseRules() {
        HouseRules.check("io.parley.consent");
    }

    @Test
    void theLedgerDoesNotKnowTheRulesBuiltOnIt() {
        noClasses()
                .that()
                .resideInAnyPackage("..ledger..", "..notice..", "..person..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..basis..")
                .check(MAIN);
    }
}
