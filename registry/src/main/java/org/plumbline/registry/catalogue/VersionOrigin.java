package org.plumbline.registry.catalogue;

import org.jspecify.annotations.Nullable;
import org.plumbline.registry.tracking.RunId;

/**
 * Where a version came from, as its author said.
 *
 * @param source an address such as {@code runs:/…} or {@code s3://…}
 * @param run the run that made it
 * @param runLink the page of a run on another server
 */
public record VersionOrigin(String source, @Nullable RunId run, @Nullable String runLink) {}
