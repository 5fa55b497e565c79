package org.plumbline.app.command;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.plumbline.stats.drift.Correction;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a correction of p-values, such as {@code holm}. */
final class CorrectionName implements ITypeConverter<Correction> {
  @Override
  public Correction convert(String text) {
    return Arrays.stream(Correction.values())
        .filter(one -> DriftMethods.name(one).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is no correction; give one of %s"
                        .formatted(
                            text,
                            Arrays.stream(Correction.values())
                                .map(DriftMethods::name)
                                .collect(Collectors.joining(", ")))));
  }
}
