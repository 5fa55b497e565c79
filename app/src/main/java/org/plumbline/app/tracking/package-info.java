/** Trainings told to the tracking of runs. */
@NullMarked
package org.plumbline.app.tracking;

import org.jspecify.annotations.NullMarked;
