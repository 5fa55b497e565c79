package org.plumbline.deployment.safeguard;

import org.plumbline.data.RowParser;
import org.plumbline.kernel.VersionId;
import org.plumbline.scoring.Model;

/**
 * The version that was in production before, in memory.
 *
 * @param threshold the score from which a row counts as positive; NaN unless two classes
 */
public record FormerVersion(VersionId id, Model model, RowParser parser, double threshold) {}
