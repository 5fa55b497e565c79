package org.plumbline.governance.policy;

import java.util.List;
import java.util.Optional;

/** What was published and what is attached; there is no way to write through it. */
public interface PolicyReader {
  Optional<PolicyVersion> find(String name, int number);

  /** All versions of one policy, newest first. */
  List<PolicyVersion> versions(String name);

  /** The newest version of each policy, by name. */
  List<PolicyVersion> latest();

  /** What holds now: of each scope and policy the newest attachment that was not taken off. */
  List<Attachment> attached();

  /** Every attachment and taking off, newest first. */
  List<Attachment> history(int limit);
}
