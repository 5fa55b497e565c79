/**
 * The newest features of each entity, so that a request need only name it. Faces publish snapshots
 * and look rows up through {@link org.plumbline.deployment.online.OnlineFeatures}.
 */
@NullMarked
package org.plumbline.deployment.online;

import org.jspecify.annotations.NullMarked;
