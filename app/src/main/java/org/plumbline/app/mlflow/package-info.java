/** Takes over what another tracking store holds, by the REST wire of MLflow. */
@NullMarked
package org.plumbline.app.mlflow;

import org.jspecify.annotations.NullMarked;
