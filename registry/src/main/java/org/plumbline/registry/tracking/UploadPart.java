package org.plumbline.registry.tracking;

import org.plumbline.registry.ContentHash;

/**
 * A part of an upload, kept until the upload ends.
 *
 * @param hash of its bytes, which the sender names again in the end
 * @param object where its bytes lie, behind a salt that makes the object this part's alone
 */
public record UploadPart(int number, ContentHash hash, ContentHash object, long bytes) {}
