/** What is watched: drift, performance, labels and alerts. */
@NullMarked
package org.plumbline.http.monitoring;

import org.jspecify.annotations.NullMarked;
