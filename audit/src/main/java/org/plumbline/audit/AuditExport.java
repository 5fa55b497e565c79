package org.plumbline.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/** Which entries to export, and as what. */
public record AuditExport(AuditFilter filter, Format format) {
  /** What an export is written as. */
  public enum Format {
    /** A table with a header line, for spreadsheets; no hashes. */
    CSV("text/csv", "csv"),
    /** The chain with its checkpoints, for the verifier; a filter makes it a selection. */
    JSONL("application/jsonl", "jsonl"),
    /** Each entry with its proof against the newest checkpoint, for the verifier. */
    PROOF("application/jsonl", "proof.jsonl");

    private final String mediaType;
    private final String suffix;

    Format(String mediaType, String suffix) {
      this.mediaType = mediaType;
      this.suffix = suffix;
    }

    public String mediaType() {
      return mediaType;
    }

    public String suffix() {
      return suffix;
    }

    /**
     * The format of that wire name.
     *
     * @throws PlumblineException INVALID_FIELD naming the formats there are
     */
    public static Format of(String name) {
      for (Format format : values()) {
        if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
          return format;
        }
      }
      throw PlumblineException.of(
              ErrorCode.INVALID_FIELD,
              "Format '%s' does not exist: use %s"
                  .formatted(
                      name,
                      Arrays.stream(values())
                          .map(format -> format.name().toLowerCase(Locale.ROOT))
                          .collect(Collectors.joining(", "))))
          .with("field", "format");
    }
  }
}
