@NullMarked
package org.plumbline.deployment.executive;

import org.jspecify.annotations.NullMarked;
