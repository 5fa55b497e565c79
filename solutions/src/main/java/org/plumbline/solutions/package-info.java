/** Business solutions as packs of sources, views, recipes and generators. */
@NullMarked
package org.plumbline.solutions;

import org.jspecify.annotations.NullMarked;
