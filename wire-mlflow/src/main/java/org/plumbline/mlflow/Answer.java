package org.plumbline.mlflow;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What answers a route. */
@FunctionalInterface
interface Answer {
  ObjectNode to(Call call);
}
