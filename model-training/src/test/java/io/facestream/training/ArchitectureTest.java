package io.facestream.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Random;

/** Who may know whom in this module. */
@AnalyzeClasses(packages = "io.facestream.training", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule trainingKnowsNoneOfTheJob = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.facestream.job..",
                    "io.facestream.cli..",
                    "io.facestream.ingest..",
                    "org.apache.flink..",
                    "org.apache.kafka..");

    @ArchTest
    static final ArchRule picturesAndPlotsNeedNoEngine = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.facestream.training.data..",
                    "io.facestream.training.generate..",
                    "io.facestream.training.plot..",
                    "io.facestream.training.tensorboard..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule packagesDoNotKnowEachOtherInCircles = SlicesRuleDefinition.slices()
            .matching("io.facestream.training.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule chanceIsSeeded = noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(Math.class, "random")
            .because("a run must be repeatable");

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackage("io.facestream.training.cli..")
            .should(ACCESS_STANDARD_STREAMS);
}
