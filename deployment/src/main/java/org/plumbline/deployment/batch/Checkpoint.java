package org.plumbline.deployment.batch;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How far a run came: everything before it lies safely in the partial files, everything after it is
 * done again.
 *
 * @param job what the run does; a checkpoint of another job is void
 * @param read rows taken from the source, broken ones included
 * @param outMark where the output goes on: its length, or its number of whole parts
 * @param rejectBytes valid length of the partial rejects
 */
record Checkpoint(
    String job, long read, long scored, long rejected, long outMark, long rejectBytes) {

  /** The checkpoint in the file, when it is whole and of this job. */
  static Optional<Checkpoint> find(Path file, String job) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var values = new Properties();
      values.load(new StringReader(Files.readString(file)));
      if (!job.equals(values.getProperty("job"))) {
        return Optional.empty();
      }
      return Optional.of(
          new Checkpoint(
              job,
              number(values, "read"),
              number(values, "scored"),
              number(values, "rejected"),
              number(values, "outMark"),
              number(values, "rejectBytes")));
    } catch (IOException | IllegalArgumentException unreadable) {
      // Cut off or not ours: the run begins anew, which is slower but never wrong.
      return Optional.empty();
    }
  }

  private static long number(Properties values, String name) {
    return Long.parseLong(values.getProperty(name, "absent"));
  }

  /** Replaces the file in one step, after its bytes are on the disk. */
  void write(Path file) {
    var values = new TreeMap<String, String>();
    values.put("job", job);
    values.put("read", Long.toString(read));
    values.put("scored", Long.toString(scored));
    values.put("rejected", Long.toString(rejected));
    values.put("outMark", Long.toString(outMark));
    values.put("rejectBytes", Long.toString(rejectBytes));
    var text = new StringBuilder();
    values.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot write the progress file " + file, failure);
    }
  }
}
