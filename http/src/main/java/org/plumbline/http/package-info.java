/** The REST API, its security filters, problem details and the pages. */
@NullMarked
package org.plumbline.http;

import org.jspecify.annotations.NullMarked;
