/** Tables, contracts, quality reports, feature views and snapshots. */
@NullMarked
package org.plumbline.data;

import org.jspecify.annotations.NullMarked;
