-- An entity is forgotten by its name, in all models.
create index group_membership_by_entity on group_membership (entity);
create index feature_row_by_entity on feature_row (entity);
