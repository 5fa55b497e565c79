/** Tests of predictions over Kafka, against a real broker in this process. */
@NullMarked
package org.plumbline.kafka;

import org.jspecify.annotations.NullMarked;
