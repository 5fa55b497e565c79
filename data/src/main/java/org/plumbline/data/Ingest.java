package org.plumbline.data;

import java.nio.file.Path;

/** Reads a file into a table: infers its contract, reports its quality, sets bad rows aside. */
public final class Ingest {
  private Ingest() {}

  /**
   * Reads with inference: one pass to infer, one to parse.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_DATA when the file cannot be used,
   *     INVALID_FIELD when a named column does not exist
   */
  public static Ingested read(Path file, IngestRequest request) {
    return new Ingestion(file, request).run();
  }

  /**
   * Infers the contract in one streaming pass and keeps no row, so that the file may be of any
   * size. Bounds are left open.
   */
  public static Contract contract(Path file, IngestRequest request) {
    return new Ingestion(file, request).contract();
  }
}
