package org.plumbline.registry;

import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.VersionId;

/** Is told, outside of any transaction, of a version that was refused since it was changed. */
@FunctionalInterface
public interface TamperListener {
  void refused(VersionId version, PlumblineException why);
}
