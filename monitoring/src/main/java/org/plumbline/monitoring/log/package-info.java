/**
 * Reading the prediction log: searching it, showing one answer with its inputs, and scoring it
 * again.
 */
@NullMarked
package org.plumbline.monitoring.log;

import org.jspecify.annotations.NullMarked;
