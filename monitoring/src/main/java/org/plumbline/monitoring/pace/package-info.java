/**
 * How quickly versions answer, and how old what they answer on is: gathered beside the answers,
 * kept by day, and looked at by the monitors.
 */
@NullMarked
package org.plumbline.monitoring.pace;

import org.jspecify.annotations.NullMarked;
