package org.plumbline.store.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * How the server's programs run without being root, which PostgreSQL refuses.
 *
 * <p>Not root: as we are. Root: as a user made for it (setpriv) when one exists and can reach the
 * directory, else inside a user namespace (unshare) where root is nobody.
 */
final class Privileges {
  private static final List<String> USERS = List.of("plumbline", "mlops", "postgres");

  private final List<String> prefix;
  private final Optional<Account> account;

  private Privileges(List<String> prefix, Optional<Account> account) {
    this.prefix = prefix;
    this.account = account;
  }

  private record Account(String name, int uid, int gid) {}

  /** Chooses the way for programs that work below {@code directory}. */
  static Privileges forDirectory(Path directory) throws IOException {
    if (ownUid() != 0) {
      return new Privileges(List.of(), Optional.empty());
    }
    for (Account account : accounts()) {
      var asUser = new Privileges(setpriv(account), Optional.of(account));
      openTheWay(directory, account);
      if (asUser.succeeds("test", "-x", directory.toString())) {
        return asUser;
      }
      closeTheWay(directory);
    }
    var inNamespace = new Privileges(List.of("unshare", "-U", "--"), Optional.empty());
    if (inNamespace.succeeds("true")) {
      return inNamespace;
    }
    throw PlumblineException.of(
        ErrorCode.INVALID_CONFIGURATION,
        "PostgreSQL refuses to run as root, and neither setpriv with a user named plumbline, mlops"
            + " or postgres nor unshare works here: run as another user, or set"
            + " PLUMBLINE_DATABASE_URL");
  }

  List<String> command(List<String> program) {
    var command = new ArrayList<>(prefix);
    command.addAll(program);
    return command;
  }

  /** Gives the tree to whom the server runs as; a no-op when it is theirs already. */
  void own(Path tree) throws IOException {
    int uid = account.map(Account::uid).orElse(ownUid());
    if (ownUid() != 0 || ((Integer) Files.getAttribute(tree, "unix:uid")) == uid) {
      return;
    }
    int gid = account.map(Account::gid).orElse(0);
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            return visitFile(path, attributes);
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private boolean succeeds(String... program) {
    try {
      Process process =
          new ProcessBuilder(command(List.of(program)))
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Lets the account's group pass through the home (not list it), so that it reaches its part. */
  private static void openTheWay(Path directory, Account account) throws IOException {
    Path home = directory.getParent();
    if (home == null) {
      return;
    }
    var view = Files.getFileAttributeView(home, PosixFileAttributeView.class);
    var lookup = home.getFileSystem().getUserPrincipalLookupService();
    GroupPrincipal group = lookup.lookupPrincipalByGroupName(Integer.toString(account.gid()));
    view.setGroup(group);
    view.setPermissions(PosixFilePermissions.fromString("rwx--x---"));
    Files.setAttribute(directory, "unix:gid", account.gid());
    Files.setAttribute(directory, "unix:uid", account.uid());
  }

  private static void closeTheWay(Path directory) throws IOException {
    Path home = directory.getParent();
    if (home != null) {
      Files.setAttribute(home, "unix:gid", 0);
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    }
    Files.setAttribute(directory, "unix:gid", 0);
    Files.setAttribute(directory, "unix:uid", 0);
  }

  private static List<String> setpriv(Account account) {
    return List.of(
        "setpriv",
        "--reuid=" + account.uid(),
        "--regid=" + account.gid(),
        "--clear-groups",
        "--no-new-privs",
        "--inh-caps=-all",
        "--");
  }

  private static List<Account> accounts() throws IOException {
    Path passwd = Path.of("/etc/passwd");
    if (!Files.isReadable(passwd)) {
      return List.of();
    }
    var lines = Files.readAllLines(passwd, StandardCharsets.ISO_8859_1);
    var found = new ArrayList<Account>();
    for (String user : USERS) {
      for (String line : lines) {
        String[] parts = line.split(":", -1);
        if (parts.length >= 4 && parts[0].equals(user) && !parts[2].equals("0")) {
          found.add(new Account(user, Integer.parseInt(parts[2]), Integer.parseInt(parts[3])));
        }
      }
    }
    return found;
  }

  private static int ownUid() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException noProc) {
      throw new UncheckedIOException("Cannot read /proc/self", noProc);
    }
  }
}
