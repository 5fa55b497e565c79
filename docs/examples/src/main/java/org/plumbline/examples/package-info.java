/** One program for each way to embed our jars; nothing here is used by the product. */
@NullMarked
package org.plumbline.examples;

import org.jspecify.annotations.NullMarked;
