package org.plumbline.app.command;

import org.plumbline.kernel.ModelName;
import picocli.CommandLine.Parameters;

/** What commands about one model take; to be mixed in. */
class ModelOptions extends AnswerOptions {
  @Parameters(paramLabel = "MODEL", description = "The model.")
  private String model = "";

  final ModelName model() {
    return new ModelName(model);
  }
}
