package org.plumbline.governance;

/** Reads policies from the text that people write. */
public interface PolicyFormat {
  /**
   * Reads a policy; its expressions are not compiled yet.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_FIELD with the place of the fault
   */
  Policy read(String text);
}
