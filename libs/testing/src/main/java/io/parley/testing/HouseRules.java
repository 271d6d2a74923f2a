package io.parley.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.List;

/// Rules of CONTRIBUTING that a machine can check, for every module of ours.
public final class HouseRules {

    private static final List<ArchRule> RULES = List.of(
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .because("time comes from an injected Clock"),
            noClasses()
                    .should()
                    .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
                    .because("a name says what a class is about"),
            noClasses()
                    .should()
                    .resideInAnyPackage("..controller..", "..entity..", "..util..", "..dto..", "..repository..")
                    .because("packages are features, not layers"),
            noFields()
                    .should()
                    .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                    .because("collaborators come through the constructor"),
            classes()
                    .that()
                    .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
                    .should()
                    .bePackagePrivate()
                    .because("a feature's facade is its API, not its routes"));

    private HouseRules() {}

    /// @param root a package, as `io.parley.audit`
    public static void check(String root) {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root);
        RULES.forEach(rule -> rule.allowEmptyShould(true).check(ours));
    }
}
