package org.plumbline.governance;

/** Reads and writes policies as text that people edit. */
public interface PolicyFormat {
  /**
   * Reads a policy; its expressions are not compiled yet.
   *
   * @throws org.plumbline.kernel.PlumblineException INVALID_FIELD with the place of the fault
   */
  Policy read(String text);

  String write(Policy policy);
}
