package org.plumbline.app.profiling;

import static org.plumbline.kernel.Require.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.ColumnType;
import org.plumbline.data.Contract;
import org.plumbline.data.Role;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.stats.profile.ColumnKind;
import org.plumbline.stats.profile.ColumnProfile;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.store.Json;

/**
 * A profile with the types it was read by, so that other files can be read alike.
 *
 * @param rejected rows that broke the types and are not in the profile
 */
public record ProfileDocument(String source, long rejected, Contract contract, TableProfile table) {
  private static final int FORMAT = 1;
  private static final ObjectMapper TREES = new ObjectMapper();

  /** How it is written. */
  private record Written(
      int format, String source, long rows, long rejected, Contract contract, JsonNode profile) {
    Written {
      require(
          format == FORMAT,
          "profile format %s is not known; this release reads %s",
          format,
          FORMAT);
    }
  }

  /** Rows in the profile. */
  public long rows() {
    return table.rowCount();
  }

  public void write(Path file) {
    try {
      var written =
          new Written(FORMAT, source, rows(), rejected, contract, TREES.readTree(table.toJson()));
      Files.writeString(file, Json.write(written) + "\n");
    } catch (IOException failure) {
      throw PlumblineException.of(
          ErrorCode.INVALID_FIELD, "Cannot write " + file + ": " + failure.getMessage(), failure);
    }
  }

  /**
   * Reads a profile that {@link #write} or the statistics library has written.
   *
   * @throws PlumblineException INVALID_DATA when it is neither
   */
  public static ProfileDocument read(Path file) {
    try {
      String text = Files.readString(file);
      JsonNode tree = TREES.readTree(text);
      if (tree.has("profile")) {
        Written written = Json.read(text, Written.class);
        return new ProfileDocument(
            written.source(),
            written.rejected(),
            written.contract(),
            TableProfile.fromJson(written.profile().toString()));
      }
      TableProfile profile = TableProfile.fromJson(text);
      return new ProfileDocument(
          String.valueOf(file.getFileName()), 0, contractOf(profile), profile);
    } catch (IOException | IllegalArgumentException failure) {
      throw PlumblineException.of(
          ErrorCode.INVALID_DATA,
          "Cannot read " + file + " as a profile: " + failure.getMessage(),
          failure);
    }
  }

  /** Whether the file is a profile rather than data. */
  public static boolean isProfile(Path file) {
    return String.valueOf(file.getFileName()).endsWith(".json");
  }

  private static Contract contractOf(TableProfile profile) {
    List<ColumnContract> columns =
        profile.columns().stream()
            .map(
                (ColumnProfile column) ->
                    ColumnContract.of(
                        column.name(),
                        column.kind() == ColumnKind.NUMERIC
                            ? ColumnType.NUMBER
                            : ColumnType.CATEGORY,
                        Role.FEATURE,
                        false))
            .toList();
    return new Contract(columns);
  }
}
