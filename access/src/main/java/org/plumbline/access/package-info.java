/** Users, roles, permissions, passwords and tokens. */
@NullMarked
package org.plumbline.access;

import org.jspecify.annotations.NullMarked;
