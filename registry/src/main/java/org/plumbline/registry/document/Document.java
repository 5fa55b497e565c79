package org.plumbline.registry.document;

import java.time.Instant;
import java.util.UUID;
import org.plumbline.registry.ContentHash;
import org.plumbline.registry.Subject;

/**
 * A file that somebody attached to a model or a version; never changed, only followed by another of
 * its kind.
 *
 * @param subject a model as a whole, then it holds for all versions, or one version
 * @param bytes how long the file is
 * @param mediaType as told by who attached it
 */
public record Document(
    UUID id,
    Subject subject,
    DocumentKind kind,
    String title,
    ContentHash content,
    long bytes,
    String mediaType,
    String by,
    Instant at) {}
