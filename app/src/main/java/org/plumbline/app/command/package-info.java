/**
 * One class per command of the program; each returns its exit code and starts what it needs. What
 * several take or open stands in classes of its own: {@code …Options} and {@code OpenRooms}.
 */
@NullMarked
package org.plumbline.app.command;

import org.jspecify.annotations.NullMarked;
