package org.plumbline.app.command;

import org.plumbline.kernel.ModelName;
import org.plumbline.registry.ModelStore;
import picocli.CommandLine.Parameters;

/** What commands about one model take; to be mixed in. */
class ModelOptions extends AnswerOptions {
  @Parameters(paramLabel = "MODEL", description = "The model.")
  private String model = "";

  final ModelName model() {
    return new ModelName(model);
  }

  /**
   * The model, which is there.
   *
   * @throws org.plumbline.kernel.PlumblineException NOT_FOUND
   */
  final ModelName model(ModelStore models) {
    return OpenRooms.known(models, model());
  }
}
