/** Tests of the MLflow wire: with the real client, and by plain HTTP where no client goes. */
@NullMarked
package org.plumbline.mlflow;

import org.jspecify.annotations.NullMarked;
