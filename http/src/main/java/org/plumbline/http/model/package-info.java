/** Models and versions as the pages and programs read them. */
@NullMarked
package org.plumbline.http.model;

import org.jspecify.annotations.NullMarked;
