package org.plumbline.registry.lineage;

/** Says that {@code to} came of {@code from}. */
public record LineageEdge(NodeRef from, NodeRef to) {}
