package org.plumbline.app.command;

import org.plumbline.audit.Actor;
import picocli.CommandLine.Option;

/** Who stands behind what a command does; to be mixed in. */
final class AuthorOption {
  @Option(
      names = "--author",
      paramLabel = "USER",
      defaultValue = "${sys:user.name}",
      description = "Who answers for it (default ${DEFAULT-VALUE}).")
  private String author = "";

  String name() {
    return author;
  }

  Actor actor() {
    return Actor.user(author);
  }
}
