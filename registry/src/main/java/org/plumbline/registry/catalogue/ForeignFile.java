package org.plumbline.registry.catalogue;

import org.plumbline.registry.ContentHash;

/** A file of a foreign version, by its path within the model's directory. */
public record ForeignFile(String path, ContentHash hash, long bytes) {}
