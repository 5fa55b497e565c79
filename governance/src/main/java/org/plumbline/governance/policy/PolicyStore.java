package org.plumbline.governance.policy;

import org.plumbline.kernel.Tx;

/** Where policies are kept: added, never edited. */
public interface PolicyStore extends PolicyReader {
  /** Adds the draft as the next version of its policy and says its number. */
  int add(Tx tx, PolicyVersion draft);

  void attach(Tx tx, Attachment attachment);
}
