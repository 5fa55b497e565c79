/**
 * Whether rows as wholes are other than at a version's birth, though none of their columns need be:
 * looked at now and then, on samples.
 */
@NullMarked
package org.plumbline.monitoring.joint;

import org.jspecify.annotations.NullMarked;
