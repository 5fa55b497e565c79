package org.plumbline.mlflow;

/** Files of models that others made. */
final class ExampleModel {
  /** One tree over {@code age} and {@code amount}, of two classes. */
  static final String LIGHTGBM =
      """
      tree
      version=v4
      num_class=1
      num_tree_per_iteration=1
      label_index=0
      max_feature_idx=1
      objective=binary sigmoid:1
      feature_names=age amount
      feature_infos=[0:9] [0:9]
      tree_sizes=1

      Tree=0
      num_leaves=2
      num_cat=0
      split_feature=1
      split_gain=1
      threshold=0.5
      decision_type=10
      left_child=-1
      right_child=-2
      leaf_value=-1 2
      leaf_weight=1 1
      leaf_count=30 10
      internal_value=0
      internal_weight=0
      internal_count=40
      is_linear=0
      shrinkage=1

      end of trees
      """;

  private ExampleModel() {}
}
