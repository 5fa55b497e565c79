/** Model cards, evidence packs and documents as files and routes. */
@NullMarked
package org.plumbline.http.evidence;

import org.jspecify.annotations.NullMarked;
