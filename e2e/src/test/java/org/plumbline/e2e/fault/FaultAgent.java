package org.plumbline.e2e.fault;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.util.Objects;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Has every model of a server ask {@link Fault} before it scores and before it explains, as no
 * honest model file is known that throws; and the machine's clock how far off it is. All else in
 * the server is as it ships.
 */
public final class FaultAgent {
  private static final String MODEL_NAME = "org/plumbline/scoring/Model";
  private static final ClassDesc MODEL = ClassDesc.ofInternalName(MODEL_NAME);
  private static final ClassDesc SCRATCH =
      ClassDesc.ofInternalName("org/plumbline/scoring/Scratch");
  private static final String CLOCK_NAME = "java/time/Clock";
  private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");
  private static final ClassDesc FAULT = ClassDesc.of("org.plumbline.e2e.fault.Fault");

  private FaultAgent() {}

  /**
   * Called by the virtual machine before the server's own main method.
   *
   * @param jar with {@link Fault}, which all class loaders of the server have to find
   */
  public static void premain(String jar, Instrumentation instrumentation)
      throws IOException, UnmodifiableClassException {
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
    instrumentation.addTransformer(
        new ClassFileTransformer() {
          @Override
          public byte @Nullable [] transform(
              @Nullable ClassLoader loader,
              @Nullable String name,
              @Nullable Class<?> redefined,
              @Nullable ProtectionDomain domain,
              byte[] bytes) {
            try {
              return switch (name) {
                case MODEL_NAME -> planted(bytes, Objects.requireNonNull(loader));
                case CLOCK_NAME -> shifted(bytes);
                case null, default -> null;
              };
            } catch (RuntimeException | Error failure) {
              // The virtual machine would go on without a word, and with all that is well.
              failure.printStackTrace();
              throw failure;
            }
          }
        },
        /* canRetransform= */ true);
    instrumentation.retransformClasses(Clock.class);
  }

  /** The clock that all others of a program are made of. */
  private static byte[] shifted(byte[] bytes) {
    var file = ClassFile.of();
    return file.transformClass(
        file.parse(bytes),
        ClassTransform.transformingMethodBodies(
            method -> method.methodName().equalsString("currentInstant"),
            (code, element) -> {
              if (element instanceof ReturnInstruction) {
                code.invokestatic(FAULT, "shifted", MethodTypeDesc.of(INSTANT, INSTANT));
              }
              code.with(element);
            }));
  }

  private static byte[] planted(byte[] bytes, ClassLoader loader) {
    var file =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)));
    return file.transformClass(
        file.parse(bytes),
        (model, element) -> {
          if (element instanceof MethodModel method && !place(method).isEmpty()) {
            model.transformMethod(method, MethodTransform.transformingCode(asking(place(method))));
          } else {
            model.with(element);
          }
        });
  }

  /** What a method does that works in its caller's memory, and so does the work itself. */
  private static String place(MethodModel method) {
    if (!method.methodTypeSymbol().parameterList().contains(SCRATCH)) {
      return "";
    }
    return switch (method.methodName().stringValue()) {
      case "margins" -> "score";
      case "explain" -> "explain";
      default -> "";
    };
  }

  private static CodeTransform asking(String place) {
    return new CodeTransform() {
      @Override
      public void atStart(CodeBuilder code) {
        code.aload(0)
            .iconst_0()
            .invokevirtual(
                MODEL, "baseline", MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_int))
            .ldc(place)
            .invokestatic(
                FAULT,
                "strike",
                MethodTypeDesc.of(
                    ConstantDescs.CD_void, ConstantDescs.CD_double, ConstantDescs.CD_String));
      }

      @Override
      public void accept(CodeBuilder code, CodeElement element) {
        code.with(element);
      }
    };
  }
}
