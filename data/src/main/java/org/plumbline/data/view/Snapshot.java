package org.plumbline.data.view;

import java.nio.file.Path;
import java.time.Instant;
import org.plumbline.data.Table;

/**
 * The features of all entities at one as-of time, kept in the lake; immutable.
 *
 * @param table the id, {@code as_of} and the features, ordered by id
 * @param contentHash SHA-256 over names, types and values, hex; the file's name carries its head
 * @param file Parquet
 */
public record Snapshot(
    FeatureView view, Instant asOf, Table table, String contentHash, Path file) {}
