package org.plumbline.oip;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * What is asked of a model, whichever wire it came by.
 *
 * @param id given back with the answer, empty without one
 * @param outputs the names of the outputs wanted in their order, empty for all
 */
record InferRequest(String id, Options options, List<Tensor> inputs, List<String> outputs) {
  InferRequest {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    if (inputs.isEmpty()) {
      throw PlumblineException.of(
              ErrorCode.MISSING_FIELD, "The request has no inputs: send one tensor for each column")
          .with("field", "inputs");
    }
    demandDistinct(inputs.stream().map(Tensor::name).toList(), "inputs");
    demandDistinct(outputs, "outputs");
  }

  private static void demandDistinct(List<String> names, String list) {
    var seen = new HashSet<String>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw Refusals.field(name, "stands twice in '%s'".formatted(list));
      }
    }
  }

  /**
   * What the parameters of a request ask for.
   *
   * @param contentType {@code pd}, {@code np} or null for what the inputs look like
   * @param explain how many reasons each row is to bear
   */
  record Options(@Nullable String contentType, int explain) {
    static final Options NONE = new Options(null, 0);

    private static final int MOST_REASONS = 1 << 20;

    /** Parameters of other servers' extensions that would change what is answered. */
    private static final Set<String> FOREIGN =
        Set.of(
            "sequence_id",
            "sequence_start",
            "sequence_end",
            "shared_memory_region",
            "shared_memory_offset",
            "shared_memory_byte_size",
            "classification");

    Options {
      if (contentType != null && !contentType.equals("pd") && !contentType.equals("np")) {
        throw Refusals.field(
            "content_type",
            "is '%s'; a request is pd, one tensor for each column, or np, one tensor of all"
                .formatted(contentType));
      }
      if (explain < 0 || explain > MOST_REASONS) {
        throw Refusals.field("explain", "is %s; it counts reasons".formatted(explain));
      }
    }

    /** Lets a parameter pass that no code here reads, unless it promises what is not kept. */
    static void demandHarmless(String parameter) {
      if (FOREIGN.contains(parameter)) {
        throw Refusals.field(
            parameter, "belongs to an extension that this server does not have; leave it out");
      }
    }
  }
}
