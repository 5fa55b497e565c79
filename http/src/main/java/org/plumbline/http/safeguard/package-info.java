/** What stops and guards answers: kill switches by scope, and the safeguards of a model. */
@NullMarked
package org.plumbline.http.safeguard;

import org.jspecify.annotations.NullMarked;
