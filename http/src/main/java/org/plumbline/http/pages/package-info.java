/** The pages, the API's contract and its documentation, served from the program itself. */
@NullMarked
package org.plumbline.http.pages;

import org.jspecify.annotations.NullMarked;
