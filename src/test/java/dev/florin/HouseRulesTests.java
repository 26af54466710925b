package dev.florin;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;

/** What the compiler does not check and a reader should not have to. */
class HouseRulesTests {

    private static final String[] MONEY = {
        "dev.florin.kernel..", "dev.florin.ledger..", "dev.florin.orders..", "dev.florin.payments.."
    };

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.florin");

    @Test
    void timeIsAskedFromTheInjectedSourceAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.florin.platform")
                .should(callMethod(Instant.class, "now"))
                .orShould(callMethod(LocalDate.class, "now"))
                .orShould(callMethod(LocalDateTime.class, "now"))
                .orShould(callMethod(OffsetDateTime.class, "now"))
                .orShould(callMethod(ZonedDateTime.class, "now"))
                .orShould(callMethod(System.class, "currentTimeMillis"))
                .orShould(callMethod(Clock.class, "systemUTC"))
                .orShould(callMethod(Clock.class, "systemDefaultZone"))
                .check(HOUSE);
    }

    @Test
    void datesAreOfJavaTime() {
        noClasses().should().dependOnClassesThat().areAssignableTo(Date.class).check(HOUSE);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .check(HOUSE);
    }

    @Test
    void hashesAreMadeInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.florin.platform")
                .should(callMethod(MessageDigest.class, "getInstance", String.class))
                .check(HOUSE);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveNameMatching(".*(Utils?|Helper|Manager|Dto|DTO|Service|Entity)")
                .check(HOUSE);
    }

    @Test
    void controllersAreNobodyElsesBusiness() {
        classes()
                .that()
                .areMetaAnnotatedWith(Controller.class)
                .should()
                .bePackagePrivate()
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    /** Thymeleaf replaces first: a condition on the same element is not heeded. */
    @Test
    void noTemplateHasAConditionBesideAReplacement() throws IOException {
        var both = Pattern.compile("<\\w+(?=[^<>]*\\sth:(?:if|unless|each)=)(?=[^<>]*\\sth:replace=)[^<>]*>");
        try (var templates = Files.walk(Path.of("src/main/resources/templates"))) {
            assertThat(templates.filter(file -> file.toString().endsWith(".html")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(both));
        }
    }

    /** Thymeleaf takes the name of a fragment for that of an element as well, and shows all that it finds. */
    @Test
    void noFragmentIsCalledAsSeveralElementsBesideIt() throws IOException {
        var fragment = Pattern.compile("th:fragment=\"(\\w+)");
        try (var templates = Files.walk(Path.of("src/main/resources/templates"))) {
            assertThat(templates.filter(file -> file.toString().endsWith(".html")))
                    .isNotEmpty()
                    .allSatisfy(file -> {
                        String text = Files.readString(file);
                        assertThat(fragment.matcher(text).results().map(found -> found.group(1)))
                                .allSatisfy(name -> assertThat(Pattern.compile("<" + name + "\\b")
                                                .matcher(text)
                                                .results())
                                        .as(name)
                                        .hasSizeLessThan(2));
                    });
        }
    }

    @Test
    void moneyNeverFloats() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(MONEY)
                .should()
                .notHaveRawType(FLOATING)
                .check(HOUSE);
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(MONEY)
                .should()
                .notHaveRawReturnType(FLOATING)
                .andShould()
                .notHaveRawParameterTypes(DescribedPredicate.anyElementThat(FLOATING))
                .check(HOUSE);
    }

    private static final DescribedPredicate<JavaClass> FLOATING = DescribedPredicate.describe(
            "float or double",
            type -> type.isEquivalentTo(float.class)
                    || type.isEquivalentTo(double.class)
                    || type.isEquivalentTo(Float.class)
                    || type.isEquivalentTo(Double.class));
}
