package io.facestream.job.identify;

import io.facestream.facebank.FacebankException;
import io.facestream.job.facebank.BankTemplate;
import io.facestream.job.facebank.VectorOpener;
import io.facestream.vision.gallery.PersonMean;
import io.facestream.vision.gallery.Template;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A person as they are compared.
 *
 * @param mean of the templates that can be compared; none if there are none
 * @param refused templates that cannot be compared, because they do not open or have another form
 */
record OpenedPerson(List<Template> mean, int refused) {
    private static final Logger LOG = LoggerFactory.getLogger(OpenedPerson.class);

    static OpenedPerson of(List<BankTemplate> templates, VectorOpener vectors, String modelId, int dimension) {
        List<Template> own = new ArrayList<>(templates.size());
        for (BankTemplate template : templates) {
            try {
                float[] unit = template.isSealed() ? vectors.open(template, modelId) : template.unit();
                requireUnit(unit, template.templateId(), dimension);
                own.add(new Template(template.templateId(), template.personId(), unit));
            } catch (FacebankException e) {
                LOG.warn("facebank: refused: {}", e.getMessage());
            }
        }
        return new OpenedPerson(PersonMean.of(own), templates.size() - own.size());
    }

    private static void requireUnit(float[] unit, String templateId, int dimension) {
        if (dimension > 0 && unit.length != dimension) {
            throw new FacebankException("template " + templateId + ": dimension " + unit.length + " (expected: "
                    + dimension + ", as the model)");
        }
        double squares = 0;
        for (float value : unit) {
            squares += (double) value * value;
        }
        if (!(Math.abs(squares - 1) < 1e-3)) {
            throw new FacebankException(
                    "template " + templateId + ": length " + Math.sqrt(squares) + " (expected: 1, normalised)");
        }
    }
}
