/** Champions and challengers: held against each other on what was answered, and trained again. */
@NullMarked
package org.plumbline.deployment.contest;

import org.jspecify.annotations.NullMarked;
