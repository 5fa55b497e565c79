package org.plumbline.scoring;

/**
 * Algorithm 2 of Lundberg et al. 2020 (supplement), word for word in double: the oracle of {@link
 * org.plumbline.scoring.kernel.TreeShap}.
 */
final class PlainTreeShap {
  private final Tree tree;
  private final float[] features;
  private final double[] phi;

  private PlainTreeShap(Tree tree, float[] features, double[] phi) {
    this.tree = tree;
    this.features = features;
    this.phi = phi;
  }

  static void add(Tree tree, float[] features, double[] phi) {
    int size = tree.depth() + 2;
    var path = new Path(new int[size], new double[size], new double[size], new double[size], 0);
    new PlainTreeShap(tree, features, phi).recurse(0, path, 1, 1, -1);
  }

  /** Feature, share of zeros and ones, and permutation weights of the distinct features so far. */
  private record Path(int[] d, double[] z, double[] o, double[] w, int length) {
    Path extend(double pz, double po, int pi) {
      int l = length;
      var m = new Path(d.clone(), z.clone(), o.clone(), w.clone(), l + 1);
      m.d[l] = pi;
      m.z[l] = pz;
      m.o[l] = po;
      m.w[l] = l == 0 ? 1 : 0;
      for (int i = l - 1; i >= 0; i--) {
        m.w[i + 1] += po * m.w[i] * (i + 1) / (l + 1);
        m.w[i] = pz * m.w[i] * (l - i) / (l + 1);
      }
      return m;
    }

    Path unwind(int i) {
      int l = length;
      var m = new Path(d.clone(), z.clone(), o.clone(), w.clone(), l - 1);
      double n = w[l - 1];
      for (int j = l - 2; j >= 0; j--) {
        if (o[i] != 0) {
          double t = m.w[j];
          m.w[j] = n * l / ((j + 1) * o[i]);
          n = t - m.w[j] * z[i] * (l - j - 1) / l;
        } else {
          m.w[j] = m.w[j] * l / (z[i] * (l - j - 1));
        }
      }
      for (int j = i; j < l - 1; j++) {
        m.d[j] = d[j + 1];
        m.z[j] = z[j + 1];
        m.o[j] = o[j + 1];
      }
      return m;
    }
  }

  private void recurse(int node, Path before, double pz, double po, int pi) {
    Path m = before.extend(pz, po, pi);
    if (tree.isLeaf(node)) {
      for (int i = 1; i < m.length; i++) {
        Path without = m.unwind(i);
        double w = 0;
        for (int j = 0; j < without.length; j++) {
          w += without.w[j];
        }
        phi[m.d[i]] += w * (m.o[i] - m.z[i]) * tree.leaf(node);
      }
      return;
    }
    int hot = tree.next(node, features);
    int cold = hot == tree.left(node) ? tree.right(node) : tree.left(node);
    double hotShare = hot == tree.left(node) ? tree.leftShare(node) : 1 - tree.leftShare(node);
    double iz = 1;
    double io = 1;
    for (int k = 1; k < m.length; k++) {
      if (m.d[k] == tree.feature(node)) {
        iz = m.z[k];
        io = m.o[k];
        m = m.unwind(k);
        break;
      }
    }
    recurse(hot, m, iz * hotShare, io, tree.feature(node));
    recurse(cold, m, iz * (1 - hotShare), 0, tree.feature(node));
  }
}
