package org.plumbline.registry;

import java.time.Instant;
import org.plumbline.kernel.VersionNumber;

/** A name that stands for one version, by whom and since when. */
public record Alias(AliasName name, VersionNumber version, String by, Instant since) {}
