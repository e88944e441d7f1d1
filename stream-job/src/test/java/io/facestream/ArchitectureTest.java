package io.facestream;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Who may know whom: the edges between the modules and to the libraries. */
@AnalyzeClasses(
        packages = "io.facestream",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** Another module's tests come as a jar. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String VISION = "io.facestream.vision..";
    private static final String INGEST = "io.facestream.ingest..";
    private static final String FACEBANK = "io.facestream.facebank..";
    private static final String[] STREAM_JOB = {
        "io.facestream.job..",
        "io.facestream.cli..",
        "io.facestream.scenes..",
        "io.facestream.bench..",
        "io.facestream.cluster..",
        "io.facestream.chaos..",
        "io.facestream.evaluate.."
    };

    @ArchTest
    static final ArchRule visionKnowsNoneOfTheOthers = noClasses()
            .that()
            .resideInAPackage(VISION)
            .should()
            .dependOnClassesThat(resideInAPackage("io.facestream..").and(not(resideInAPackage(VISION))));

    @ArchTest
    static final ArchRule nothingDependsOnTheJob = noClasses()
            .that()
            .resideInAnyPackage(VISION, INGEST, FACEBANK)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STREAM_JOB);

    @ArchTest
    static final ArchRule camerasAndEnrolmentDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage(INGEST)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(FACEBANK);

    @ArchTest
    static final ArchRule enrolmentDoesNotKnowCameras = noClasses()
            .that()
            .resideInAPackage(FACEBANK)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(INGEST);

    @ArchTest
    static final ArchRule flinkIsKnownOnlyToTheJobAndTheCameraSource = noClasses()
            .that()
            .resideInAnyPackage(VISION, INGEST, FACEBANK)
            .and()
            .resideOutsideOfPackage("io.facestream.ingest.source..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule modelsAreRunInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackages("io.facestream.vision.model..", "io.facestream.vision.gallery..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule nativePicturesAndVideoAreHandledInThreePlaces = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.facestream.vision.picture..", "io.facestream.ingest.grab..", "io.facestream.ingest.video..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule visionKnowsNoMessagingAndNoTraining = noClasses()
            .that()
            .resideInAPackage(VISION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "ai.djl..");

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackages("io.facestream.cli..", "io.facestream.terminal..")
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule chanceIsSeeded = noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
            .because("a run must be repeatable");

    @ArchTest
    static final ArchRule packagesAreNamedAfterFeatures = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..common..", "..impl..", "..helper..", "..helpers..", "..manager..");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager");

    @ArchTest
    static final ArchRule modulesHaveNoCycles = SlicesRuleDefinition.slices()
            .matching("io.facestream.(vision|ingest|facebank|job)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageHasItsManual = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("io.facestream..")
            .should(bePartOfAPackageThatIsDescribed());

    private static ArchCondition<JavaClass> bePartOfAPackageThatIsDescribed() {
        return new ArchCondition<>("be part of a package with a package-info.java that is @NullMarked") {
            private final Set<String> told = new HashSet<>();

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean described = type.getPackage()
                        .tryGetPackageInfo()
                        .filter(info -> info.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .isPresent();
                if (!described && told.add(type.getPackageName())) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getPackageName() + ": no package-info.java with @NullMarked"));
                }
            }
        };
    }
}
