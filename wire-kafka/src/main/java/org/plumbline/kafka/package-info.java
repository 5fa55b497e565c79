/**
 * Predictions over Kafka: requests of a topic are answered to another one, each once, whatever
 * breaks in between. Off unless a broker is named; see {@code docs/kafka.md}.
 */
@NullMarked
package org.plumbline.kafka;

import org.jspecify.annotations.NullMarked;
