/** One class per command of the program; each returns its exit code and starts what it needs. */
@NullMarked
package org.plumbline.app.command;

import org.jspecify.annotations.NullMarked;
