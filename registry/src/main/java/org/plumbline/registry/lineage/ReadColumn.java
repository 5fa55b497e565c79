package org.plumbline.registry.lineage;

import org.plumbline.data.ColumnType;
import org.plumbline.data.Role;

/** A column that a version was made of. */
public record ReadColumn(String name, ColumnType type, Role role) {}
