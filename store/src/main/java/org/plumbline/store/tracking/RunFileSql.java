package org.plumbline.store.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.tracking.RunEntry;
import org.plumbline.registry.tracking.RunId;

/** The paths of a run's files as a tree. */
final class RunFileSql {
  /** Above every path: the last character that there is. */
  static final String END = "\uDBFF\uDFFF";

  private RunFileSql() {}

  /** Refuses a path that leads through a file, or that has files below it. */
  static void demandPlace(Handle handle, long run, String path) {
    handle
        .createQuery(
            """
            select path from run_artifact
            where run = :run
              and (path = any(:above) or path >= :path || '/' and path < :path || '0')
            limit 1
            """)
        .bind("run", run)
        .bindArray("above", String.class, above(path))
        .bind("path", path)
        .mapTo(String.class)
        .findOne()
        .ifPresent(
            other -> {
              throw PlumblineException.of(
                      ErrorCode.CONFLICT,
                      "'%s' cannot be a file beside '%s': one would be file and directory at once"
                          .formatted(path, other))
                  .with("path", path);
            });
  }

  private static List<String> above(String path) {
    var above = new ArrayList<String>();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      above.add(path.substring(0, slash));
    }
    return above;
  }

  /**
   * Steps from entry to entry by the index and never through the files of a directory: the entry
   * after a directory begins with the sign that follows the slash, which is the zero.
   */
  static List<RunEntry> entries(
      Handle handle, RunId run, String below, int limit, @Nullable String after) {
    return handle
        .createQuery(
            """
            with recursive owner as (select number from run where id = :id),
            step (path) as (
              (select path from run_artifact
               where run = (select number from owner) and path >= :from and path < :until
               order by path limit 1)
              union all
              select
                (select a.path from run_artifact a
                 where a.run = (select number from owner)
                   and a.path < :until
                   and a.path >= case strpos(substr(s.path, :rest), '/')
                     when 0 then s.path || chr(1)
                     else :below || split_part(substr(s.path, :rest), '/', 1) || '0'
                   end
                 order by a.path limit 1)
              from step s where s.path is not null
            )
            select s.path as found, a.*
            from (select path from step where path is not null limit :limit) s
            join run_artifact a on a.run = (select number from owner) and a.path = s.path
            order by s.path
            """)
        .bind("id", run.uuid())
        .bind("below", below)
        .bind("rest", below.codePointCount(0, below.length()) + 1)
        .bind("from", after == null ? below : following(after))
        .bind("until", below.isEmpty() ? END : following(below))
        .bind("limit", limit)
        .map((row, context) -> entry(row, below))
        .list();
  }

  /** The least text above a file, or above all that is below a directory. */
  private static String following(String entry) {
    return entry.endsWith("/") ? entry.substring(0, entry.length() - 1) + "0" : entry + "\u0001";
  }

  private static RunEntry entry(ResultSet row, String below) throws SQLException {
    String path = row.getString("found");
    int slash = path.indexOf('/', below.length());
    return slash < 0
        ? new RunEntry(path, SqlRunLog.artifact(row))
        : new RunEntry(path.substring(0, slash), null);
  }
}
