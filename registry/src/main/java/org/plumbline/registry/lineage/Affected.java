package org.plumbline.registry.lineage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;
import org.plumbline.registry.RiskTier;

/**
 * A live version that a change reaches.
 *
 * @param column how it reads the column that was asked for
 * @param predictions7d answers of the model in the last seven days
 */
public record Affected(
    VersionId version,
    RiskTier tier,
    String owner,
    Stage stage,
    Instant since,
    @Nullable ReadColumn column,
    long predictions7d) {}
