package org.plumbline.registry;

import org.plumbline.kernel.Tx;

/** Is told of each new version within its transaction, as a timeline needs. */
@FunctionalInterface
public interface RegistrationListener {
  void registered(Tx tx, Version version);
}
