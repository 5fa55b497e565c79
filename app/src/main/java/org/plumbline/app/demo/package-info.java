/**
 * The demo: a whole installation brought from nothing to a watched model, through the same faces
 * that users have, and able to go on wherever it was killed.
 */
@NullMarked
package org.plumbline.app.demo;

import org.jspecify.annotations.NullMarked;
