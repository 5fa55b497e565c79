/**
 * The wire of MLflow clients: they keep their code, and {@code MLFLOW_TRACKING_URI} points here.
 *
 * <p>It only translates: what happens is decided by tracking and the registry. What the table of
 * routes does not list is answered by {@code ENDPOINT_NOT_FOUND}, never by doing nothing.
 */
@NullMarked
package org.plumbline.mlflow;

import org.jspecify.annotations.NullMarked;
