package org.plumbline.deployment.batch;

import org.plumbline.deployment.Share;
import org.plumbline.kernel.VersionId;

/** The canary that answers for a share of a job's entities, as it stood at the submission. */
public record CanaryShare(VersionId challenger, Share share) {}
