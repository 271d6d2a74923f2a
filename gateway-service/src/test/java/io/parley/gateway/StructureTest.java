package io.parley.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.parley.testing.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class StructureTest {

    @Test
    void featuresDependOnEachOtherWithoutCycles() {
        ApplicationModules.of(GatewayService.class).verify();
    }

    @Test
    void keepsTheHouseRules() {
        HouseRules.check("io.parley.gateway");
    }

    @Test
    void asksItsNeighboursOnlyThroughTheClientThatKnowsTheirAuthority() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.springframework\\.web\\.client\\.RestClient(\\$.*)?")
                .because("a client of one's own trusts the JVM's authorities, and services have another")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.parley.gateway"));
    }
}
