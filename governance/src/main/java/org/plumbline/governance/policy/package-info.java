/**
 * Policies as they are published, attached and tested; the rooms that judge ask {@link
 * org.plumbline.governance.policy.Policies} which hold.
 */
@NullMarked
package org.plumbline.governance.policy;

import org.jspecify.annotations.NullMarked;
