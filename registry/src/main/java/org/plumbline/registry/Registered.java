package org.plumbline.registry;

/**
 * The outcome of registering.
 *
 * @param isNew false when the model had a version of the same content already, which this is
 */
public record Registered(Version version, boolean isNew) {}
