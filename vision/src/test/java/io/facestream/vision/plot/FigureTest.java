package io.facestream.vision.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FigureTest {
    private static final String EVIL = "<script>alert('1')</script> & \"more\" \u0001";

    @TempDir
    private Path folder;

    @Test
    void namesStayTextWhateverTheyHold() throws Exception {
        Chart chart = new Chart(EVIL, EVIL, EVIL)
                .size(900, 500)
                .line(EVIL, new double[] {0, 1}, new double[] {0, 1}, Ink.SAME)
                .label(EVIL, 0.5, 0.5);
        String svg = chart.figure().svg("evil");
        assertThat(svg).doesNotContain("<script").contains("&lt;script&gt;");
        Document document = parsed(svg);
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo(EVIL.replace('\u0001', '\uFFFD'));
    }

    @Test
    void nothingIsDrawnOutsideTheFigure() throws Exception {
        String longName = "a name as long as names of people and of models' files now and then are";
        Chart chart = new Chart(longName.repeat(3), longName.repeat(3), longName.repeat(3))
                .size(480, 340)
                .line(longName, new double[] {0, 123_456}, new double[] {-0.00012, 99_999}, Ink.SAME)
                .line(longName + "!", new double[] {0, 123_456}, new double[] {-0.00012, 99_999}, Ink.DIFFERENT);
        NodeList texts = parsed(chart.figure().svg("long")).getElementsByTagName("text");
        assertThat(texts.getLength()).isGreaterThan(8);
        for (int i = 0; i < texts.getLength(); i++) {
            Element text = (Element) texts.item(i);
            double width = Lettering.width(
                    text.getTextContent(),
                    Double.parseDouble(text.getAttribute("font-size")),
                    !text.getAttribute("font-weight").isEmpty());
            boolean upwards = !text.getAttribute("transform").isEmpty();
            if (upwards) {
                assertThat(width).isLessThan(340);
                continue;
            }
            double x = Double.parseDouble(text.getAttribute("x"));
            double share = switch (text.getAttribute("text-anchor")) {
                case "end" -> 1;
                case "middle" -> 0.5;
                default -> 0;
            };
            assertThat(x - share * width).as(text.getTextContent()).isGreaterThanOrEqualTo(0);
            assertThat(x + (1 - share) * width).as(text.getTextContent()).isLessThanOrEqualTo(480);
        }
    }

    @Test
    void aHeatMapIsAsLargeAsItsNamesNeed() throws Exception {
        HeatMap map = new HeatMap(
                "Answers",
                List.of("one person", "two people"),
                List.of("accepted", "rejected"),
                new double[][] {{0.97, 0.03}, {0, Double.NaN}},
                0,
                1,
                value -> Math.round(100 * value) + " %");
        String svg = map.figure().svg("map");
        assertThat(svg).contains(">97 %<", ">3 %<", ">two people<", ">rejected<");
        // three fields, and the sixteen steps of the scale; the paper is one more
        assertThat(parsed(svg).getElementsByTagName("rect").getLength()).isEqualTo(3 + 16 + 1);
        assertThatThrownBy(
                        () -> new HeatMap("Map", List.of("a"), List.of("b"), new double[2][1], 0, 1, Double::toString))
                .hasMessage("heat map: 2 rows, colours from 0.0 to 1.0 (expected: 1 by 1 values, rising colours)");
    }

    @Test
    void aFigureFollowsLightAndDark() {
        String svg = new Chart("t", "x", "y")
                .line("a", new double[] {0, 1}, new double[] {0, 1}, Ink.SAME)
                .figure()
                .svg("a");
        assertThat(svg)
                .contains(".s-same{stroke:#1f6fb4}")
                .contains("@media(prefers-color-scheme:dark)")
                .contains(".s-same{stroke:#64aeef}")
                .doesNotContain("http:", "https:");
    }

    @Test
    void bothFormatsAreWrittenWhole() throws IOException {
        Figure figure = new Chart("t", "x", "y")
                .points("a", new double[] {0.5}, new double[] {0.5}, Ink.SAME)
                .figure();
        figure.write(folder.resolve("deep/figure.png"));
        figure.write(folder.resolve("deep/figure.svg"));
        assertThat(ImageIO.read(folder.resolve("deep/figure.png").toFile()).getWidth())
                .isEqualTo(960);
        assertThat(Files.readString(folder.resolve("deep/figure.svg")))
                .startsWith("<svg xmlns=")
                .endsWith("</svg>\n");
        assertThatThrownBy(() -> figure.write(folder.resolve("figure.gif")))
                .hasMessageEndingWith("figure.gif (expected: a name that ends in .png or .svg)");
        assertThatThrownBy(() -> figure.svg("a b")).hasMessageStartingWith("id: a b (expected: ");
    }

    @Test
    void labelsAreShort() {
        assertThat(DoubleStream.of(0, 0.09, 0.0001, 100, -2.5, 1e-7, 2e7).mapToObj(Axis::plain))
                .containsExactly("0", "0.09", "0.0001", "100", "-2.5", "1e-07", "2e+07");
    }

    @Test
    void ticksAreRoundAndInside() {
        assertThat(new Axis(Axis.Scale.LINEAR, -0.43, 0.93, Axis::plain).ticks(8))
                .extracting(Axis::plain)
                .containsExactly("-0.4", "-0.2", "0", "0.2", "0.4", "0.6", "0.8");
        assertThat(new Axis(Axis.Scale.LOGARITHMIC, 1e-5, 1, Axis::plain).ticks(8))
                .containsExactly(1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1.0);
        assertThat(new Axis(Axis.Scale.LOGARITHMIC, 0.1, 1, Axis::plain).ticks(8))
                .containsExactly(0.1, 0.2, 0.5, 1.0);
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
