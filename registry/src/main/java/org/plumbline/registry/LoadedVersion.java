package org.plumbline.registry;

import org.plumbline.data.RowParser;
import org.plumbline.scoring.Model;

/**
 * A version ready to score: checked against its hash and its golden rows. Safe to share.
 *
 * @param modelBytes how long the model's file is
 */
public record LoadedVersion(Version version, Model model, RowParser parser, long modelBytes) {}
