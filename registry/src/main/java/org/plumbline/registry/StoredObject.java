package org.plumbline.registry;

import java.time.Instant;

/** An object that a store holds: how many bytes, and when it was last written. */
public record StoredObject(ContentHash hash, long bytes, Instant writtenAt) {}
