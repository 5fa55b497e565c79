package org.plumbline.data;

/**
 * A file as a table, with what was inferred and found.
 *
 * @param table all columns that are not IGNORED, in source order
 * @param dataHash SHA-256 of the file's bytes, hex
 */
public record Ingested(Table table, Contract contract, QualityReport quality, String dataHash) {}
