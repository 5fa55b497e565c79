package org.plumbline.scoring.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.scoring.ModelFormatException;

/**
 * The blocks of a LightGBM text file: a header, the trees, and the categories pandas had.
 *
 * @param pandasCategories the JSON behind {@code pandas_categorical:}, null without
 */
record LightgbmText(
    LightgbmFields header, List<LightgbmFields> trees, @Nullable String pandasCategories) {
  private static final String PANDAS = "pandas_categorical:";

  LightgbmText {
    trees = List.copyOf(trees);
  }

  static boolean looksLike(byte[] file) {
    return file.length > 5
        && new String(file, 0, 4, StandardCharsets.ISO_8859_1).equals("tree")
        && (file[4] == '\n' || file[4] == '\r');
  }

  static LightgbmText read(byte[] file) {
    if (file.length > Node.MAX_BYTES) {
      throw refused("the file has " + file.length + " bytes, at most " + Node.MAX_BYTES);
    }
    String[] lines = text(file).split("\r?\n", -1);
    if (!lines[0].strip().equals("tree")) {
      throw refused("the file does not begin with 'tree'");
    }
    var header = new LightgbmFields("header");
    var trees = new ArrayList<LightgbmFields>();
    LightgbmFields block = header;
    boolean whole = false;
    String pandas = null;
    for (int i = 1; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.equals("end of trees")) {
        whole = true;
      } else if (line.startsWith(PANDAS)) {
        pandas = line.substring(PANDAS.length());
      } else if (!whole && line.startsWith("Tree=")) {
        if (!line.equals("Tree=" + trees.size())) {
          throw refused("'" + line + "' stands where Tree=" + trees.size() + " must");
        }
        block = new LightgbmFields(line);
        trees.add(block);
      } else if (!whole && !line.isEmpty()) {
        block.add(line);
      }
    }
    if (!whole) {
      throw refused("'end of trees' is missing, the file is cut off");
    }
    return new LightgbmText(header, trees, pandas);
  }

  private static String text(byte[] file) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      throw new ModelFormatException("LightGBM model", 0, "the file is not UTF-8", e);
    }
  }

  private static ModelFormatException refused(String reason) {
    return new ModelFormatException("LightGBM model", 0, reason);
  }
}
