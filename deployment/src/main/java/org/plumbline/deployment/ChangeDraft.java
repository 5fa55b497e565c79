package org.plumbline.deployment;

import org.plumbline.kernel.Stage;
import org.plumbline.kernel.VersionId;

/** What an author wants: this version at this stage, for this reason. */
public record ChangeDraft(VersionId version, Stage stage, String reason) {}
