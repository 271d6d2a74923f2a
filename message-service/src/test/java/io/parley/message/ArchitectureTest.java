package io.parley.message;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

@AnalyzeClasses(packages = "io.parley.message", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule TIME_COMES_FROM_THE_CLOCK = ArchRuleDefinition.noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NO_FRAMEWORK = ArchRuleDefinition.noClasses()
            .that()
            .haveNameMatching(
                    ".*\\.(MessageSequencer|ContentRules|PostRules|ReactionRules|MembershipRules|RoleRules|PropertyRules|BatchMemory|ConversationState|Command)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "org.apache.kafka..");

    @Test
    void featuresKeepToTheirBorders() {
        ApplicationModules.of(MessageService.class).verify();
    }
}
