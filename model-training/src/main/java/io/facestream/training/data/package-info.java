/** Pictures to learn from: the field's formats, augmentation, and batches made ahead of the step that takes them. */
@NullMarked
package io.facestream.training.data;

import org.jspecify.annotations.NullMarked;
