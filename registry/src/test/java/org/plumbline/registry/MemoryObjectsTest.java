package org.plumbline.registry;

class MemoryObjectsTest extends ObjectStoreContract {
  private final MemoryObjects objects = new MemoryObjects();

  @Override
  protected ObjectStore store() {
    return objects;
  }

  @Override
  protected void damage(ContentHash hash) {
    objects.damage(hash);
  }
}
