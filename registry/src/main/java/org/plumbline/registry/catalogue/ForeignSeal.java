package org.plumbline.registry.catalogue;

import org.plumbline.registry.ContentHash;
import org.plumbline.registry.VersionSignature;

/** What holds a foreign version to its files. */
public record ForeignSeal(ContentHash content, VersionSignature signature) {}
