/** Who answers for a model, and how people steer that at once. */
@NullMarked
package org.plumbline.http.deployment;

import org.jspecify.annotations.NullMarked;
