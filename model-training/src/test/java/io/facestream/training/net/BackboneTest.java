package io.facestream.training.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BackboneTest {
    /** Parameters in thousands and multiply-adds in millions as the SeesawFaceNet project prints them, by torchsummaryX, at 512 dimensions. */
    @ParameterizedTest
    @CsvSource({
        "mobilefacenet, 1_200.51, 221.18",
        // its figures for a third net, 2,073.41K and 236.92M, have no source that goes with them: no layers here give
        // them
        "seesaw-shuffle, 1_370.18, 145.77",
        "seesaw-share, 1_370.18, 145.77",
        "ir100, 65_129.79, 12_076.80"
    })
    void aBackboneCostsWhatItsProjectPrints(String name, String thousands, String millions) {
        Layer layer = Backbone.named(name).layer(512);
        Cost cost = Cost.of(layer, Backbone.SIDE);
        assertThat(cost.parameters() / 1e3).isCloseTo(number(thousands), within(0.005));
        // that tool counts one multiplication for each channel's factor and slope, whatever the channel's size
        long factors = TensorSpec.of(layer).stream()
                .filter(spec ->
                        List.of(TensorSpec.Role.SCALE, TensorSpec.Role.SLOPE).contains(spec.role()))
                .mapToLong(TensorSpec::size)
                .sum();
        assertThat((cost.multiplyAdds() + factors) / 1e6).isCloseTo(number(millions), within(0.01));
    }

    /** The SeesawFaceNet project gives both in millions: 4.2 and 526. */
    @ParameterizedTest
    @CsvSource({"seesaw-dw1", "seesaw-dw2"})
    void theDeepAndWideNetsHaveThePublishedSize(String name) {
        Cost cost = Cost.of(Backbone.named(name).layer(512), Backbone.SIDE);
        assertThat(cost.parameters()).isEqualTo(4_246_944);
        assertThat(cost.multiplyAdds()).isEqualTo(526_478_592);
    }

    @ParameterizedTest
    @CsvSource({
        // counts of the same layers in PyTorch
        "mobilefacenet, 1_200_512",
        "ir18, 24_017_536",
        "ir50, 43_574_976",
        // InsightFace's, whose 512 last factors are no parameters in training: 43.59 and 65.16 M with them
        "iresnet50, 43_590_336",
        "iresnet100, 65_155_648"
    })
    void aBackboneHasTheKnownNumberOfParameters(String name, String parameters) {
        assertThat(parameters(Backbone.named(name))).isEqualTo(Long.parseLong(parameters.replace("_", "")));
    }

    @Test
    void theResNetOfKerasHasTheNumberOfParametersThatKerasPrints() {
        long dense = 32_768L * 512 + 512 + 2 * 512;
        assertThat(parameters(Backbone.RESNET_50) - dense - (512 * 512 + 512)).isEqualTo(23_534_592);
        assertThat(parameters(Backbone.RESNET_50_TF2) - dense - 2 * 2048).isEqualTo(23_534_592);
    }

    @Test
    void mobileNetV2HasTheNumberOfParametersThatKerasPrints() {
        long dense = 20_480L * 512 + 512 + 2 * 512;
        assertThat(parameters(Backbone.MOBILE_NET_V2) - dense - 2 * 1280).isEqualTo(2_223_872);
    }

    /** From 18 units to 100 a stage's further units add up: two convolutions, three normalisations and the slopes each. */
    @Test
    void theResidualNetsDifferByTheirUnitsOnly() {
        long[] unit = new long[4];
        for (int stage = 0; stage < 4; stage++) {
            long channels = 64L << stage;
            unit[stage] = 2 * 9 * channels * channels + 7 * channels;
        }
        long from18 = unit[0] + 2 * unit[1] + 4 * unit[2] + unit[3];
        assertThat(parameters(Backbone.IRESNET_34)).isEqualTo(parameters(Backbone.IRESNET_18) + from18);
        assertThat(parameters(Backbone.IRESNET_50)).isEqualTo(parameters(Backbone.IRESNET_34) + 8 * unit[2]);
        assertThat(parameters(Backbone.IRESNET_100))
                .isEqualTo(parameters(Backbone.IRESNET_50) + 9 * unit[1] + 16 * unit[2]);
    }

    /** The course project's slopes, one a place and channel, would be 3,307,776 more; here a channel has one. */
    @Test
    void theCourseProjectsResNet34IsInsightFacesWithOtherSettings() {
        assertThat(parameters(Backbone.RESNET_34)).isEqualTo(parameters(Backbone.IRESNET_34));
        List<Layer.Step> end = ((Layer.Sequence) Backbone.RESNET_34.layer(512)).steps();
        assertThat(end).contains(new Layer.Step("dropout", new Layer.Dropout(0.4)));
        assertThat(end.get(end.size() - 1).layer()).isEqualTo(new Layer.BatchNorm(512, 2e-5, false));
    }

    /** A gate has the same weights twice: channels by a sixteenth of them. */
    @Test
    void excitationAddsItsTwoDenseLayersToEachUnit() {
        long gates = 3 * 2 * 64 * 4 + 4 * 2 * 128 * 8 + 14 * 2 * 256 * 16 + 3 * 2 * 512 * 32;
        assertThat(parameters(Backbone.IR_SE_50)).isEqualTo(parameters(Backbone.IR_50) + gates);
    }

    /** Convolutions, biases where the original has them, and two values a channel of each normalisation. */
    @Test
    void aSlimModuleHasTheLayersOfItsPaper() {
        long squeeze1 = 64 * 16 + 16 + 2 * 16;
        long pointwise = 16 * 64 + 64 + 2 * 64;
        long separable = 16 * 9 + 2 * 16 + 16 * 64 + 2 * 64;
        long skip = 64 * 128 + 2 * 128;
        long squeeze2 = 128 * 16 + 16 + 2 * 16;
        long last = 128 * 9 + 2 * 128 + 128 * 64 + 2 * 64;
        long expected = squeeze1 + squeeze2 + 2 * (pointwise + separable) + skip + last;
        assertThat(Cost.of(Blocks.named("stem", Blocks.conv3(3, 64, 1), "slim", SlimModule.of(64)), 8)
                        .parameters())
                .isEqualTo(3 * 64 * 9 + expected);
    }

    @Test
    void theSlimNetsDifferInTheLastBlockOfEachStage() {
        List<String> plain = names(Backbone.SEESAW_DW1);
        List<String> slim = names(Backbone.SEESAW_DW1_SLIM);
        assertThat(slim)
                .filteredOn(name -> !plain.contains(name))
                .allMatch(name -> name.matches("(stage1\\.7|stage2\\.11|stage3\\.3)\\..*"));
        assertThat(slim).anyMatch(name -> name.startsWith("stage1.7.main.separable"));
        assertThat(slim).anyMatch(name -> name.startsWith("stage2.11.main.separable"));
        assertThat(slim).anyMatch(name -> name.startsWith("stage3.3.main.separable"));
    }

    @ParameterizedTest
    @EnumSource
    void eachBackboneGivesAnEmbeddingOfTheLengthAskedFor(Backbone backbone) {
        Dimensions out = Dimensions.of(backbone.layer(256), new Dimensions(3, Backbone.SIDE, Backbone.SIDE));
        assertThat(out).isEqualTo(new Dimensions(256, 1, 1));
    }

    @ParameterizedTest
    @EnumSource
    void eachTensorHasANameOfItsOwn(Backbone backbone) {
        assertThat(names(backbone)).doesNotHaveDuplicates();
    }

    @Test
    void aBackboneThatIsNotThereIsAnsweredWithThoseThatAre() {
        assertThat(Backbone.named("IR-SE50")).isEqualTo(Backbone.IR_SE_50);
        assertThatThrownBy(() -> Backbone.named("vgg"))
                .hasMessageStartingWith("backbone: vgg (expected: one of tiny, mobilefacenet, ");
    }

    private static List<String> names(Backbone backbone) {
        return TensorSpec.of(backbone.layer(64)).stream().map(TensorSpec::name).toList();
    }

    private static long parameters(Backbone backbone) {
        return Cost.of(backbone.layer(512), Backbone.SIDE).parameters();
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace("_", ""));
    }
}
