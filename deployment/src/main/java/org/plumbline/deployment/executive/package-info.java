/** The figures that executives and supervisors ask for, from rows that are kept for them. */
@NullMarked
package org.plumbline.deployment.executive;

import org.jspecify.annotations.NullMarked;
