package org.plumbline.registry;

import java.util.Optional;
import org.plumbline.kernel.ModelName;
import org.plumbline.kernel.Tx;

/** The models, and what lists show of each. */
public interface ModelStore {
  /**
   * The card of the model, added first when there is none, and locked until the transaction ends:
   * versions of one model are numbered one at a time.
   */
  ModelCard open(Tx tx, ModelCard whenAbsent);

  void update(Tx tx, ModelCard card);

  Optional<ModelCard> find(ModelName model);

  Optional<ModelLine> findLine(ModelName model);

  ModelPage list(ModelQuery query);

  /** How many models there are by stage, risk and so on, for the overview. */
  ModelCounts counts();
}
