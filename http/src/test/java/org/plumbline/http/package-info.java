/** Tests of the API's parts; those of the running server live in {@code e2e}. */
@NullMarked
package org.plumbline.http;

import org.jspecify.annotations.NullMarked;
