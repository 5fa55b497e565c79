package org.plumbline.scoring.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.scoring.Model;
import org.plumbline.scoring.ModelFormatException;
import org.plumbline.scoring.Task;

/** What we wrote, and small files in the dialects of other tools, written by hand. */
class PmmlImportTest {
  private static final double MISSING = Double.NaN;

  static List<Model> models() {
    return PmmlExportTest.models();
  }

  @ParameterizedTest
  @MethodSource("models")
  void readsBackWhatWasWritten(Model model) {
    double[][] rows = OnnxExportTest.rows(model, 300);
    List<double[]> verified =
        Arrays.stream(rows)
            .filter(row -> Arrays.stream(row).noneMatch(x -> x == -1))
            .limit(3)
            .toList();

    Imported read = ModelImport.read(PmmlExport.write(model, verified));

    assertThat(read.producer()).isEqualTo("Plumbline");
    assertThat(read.model().inputs()).isEqualTo(model.inputs());
    for (double[] row : rows) {
      if (model.task() == Task.REGRESSION) {
        double ours = model.score(row);
        assertThat(read.model().score(row))
            .isCloseTo(ours, within(1e-12 * Math.max(1, Math.abs(ours))));
      } else {
        double[] ours = new double[model.classes().size()];
        double[] theirs = new double[ours.length];
        model.probabilities(row, ours);
        read.model().probabilities(row, theirs);
        for (int k = 0; k < ours.length; k++) {
          int place = read.model().classes().indexOf(model.classes().get(k));
          assertThat(theirs[place]).isCloseTo(ours[k], within(1e-12));
        }
      }
    }
  }

  private static byte[] file(String dictionary, String model) {
    return ("""
        <?xml version="1.0" encoding="UTF-8"?>
        <PMML xmlns="http://www.dmg.org/PMML-4_3" version="4.3">
          <Header><Application name="by hand" version="1"/></Header>
          <DataDictionary>
            <DataField name="x" optype="continuous" dataType="double"/>
            <DataField name="z" optype="continuous" dataType="double"/>
            <DataField name="c" optype="categorical" dataType="string">
              <Value value="a"/><Value value="b"/>
            </DataField>
            <DataField name="y" optype="categorical" dataType="string">
              <Value value="no"/><Value value="yes"/>
            </DataField>
        """
            + dictionary
            + "</DataDictionary>"
            + model
            + "</PMML>")
        .getBytes(UTF_8);
  }

  private static final String SCHEMA =
      """
      <MiningSchema><MiningField name="y" usageType="target"/><MiningField name="x"/>
      <MiningField name="z"/><MiningField name="c" invalidValueTreatment="asIs"/></MiningSchema>
      """;

  /** R's rpart: surrogates, then the heavier side. */
  private static final byte[] RPART =
      file(
          "",
          """
          <TreeModel functionName="classification" missingValueStrategy="defaultChild"
              noTrueChildStrategy="returnLastPrediction" splitCharacteristic="binarySplit">
          """
              + SCHEMA
              + """
          <Node id="1" score="no" recordCount="10" defaultChild="3"><True/>
            <ScoreDistribution value="no" recordCount="6"/>
            <ScoreDistribution value="yes" recordCount="4"/>
            <Node id="2" score="no" recordCount="4">
              <CompoundPredicate booleanOperator="surrogate">
                <SimplePredicate field="x" operator="lessThan" value="1.5"/>
                <SimplePredicate field="z" operator="greaterOrEqual" value="7"/>
              </CompoundPredicate>
              <ScoreDistribution value="no" recordCount="3"/>
              <ScoreDistribution value="yes" recordCount="1"/>
            </Node>
            <Node id="3" score="yes" recordCount="6">
              <CompoundPredicate booleanOperator="surrogate">
                <SimplePredicate field="x" operator="greaterOrEqual" value="1.5"/>
                <SimplePredicate field="z" operator="lessThan" value="7"/>
              </CompoundPredicate>
              <ScoreDistribution value="no" recordCount="3"/>
              <ScoreDistribution value="yes" recordCount="3"/>
            </Node>
          </Node></TreeModel>
          """);

  @Test
  void surrogatesAreAskedWhereTheFirstIsMissing() {
    Model model = ModelImport.read(RPART).model();

    assertThat(model.classes()).containsExactly("no", "yes");
    assertThat(model.score(new double[] {1.4, 0, 0})).isEqualTo(0.25);
    assertThat(model.score(new double[] {1.5, 9, 0})).isEqualTo(0.5);
    assertThat(model.score(new double[] {MISSING, 7, 0})).isEqualTo(0.25);
    assertThat(model.score(new double[] {MISSING, 6.9, 0})).isEqualTo(0.5);
    assertThat(model.score(new double[] {MISSING, MISSING, 0})).isEqualTo(0.5);
  }

  /** KNIME: many children, sets, ranges, and an index of a category. */
  @Test
  void nodesMayHaveManyChildren() {
    Model model =
        ModelImport.read(
                file(
                    "<DataField name=\"v\" optype=\"continuous\" dataType=\"double\"/>",
                    """
                    <TreeModel functionName="regression" missingValueStrategy="lastPrediction"
                        noTrueChildStrategy="returnLastPrediction" splitCharacteristic="multiSplit">
                    """
                        + SCHEMA
                        + """
                    <Node score="1"><True/>
                      <Node score="2"><SimplePredicate field="x" operator="equal" value="3"/></Node>
                      <Node score="3"><CompoundPredicate booleanOperator="and">
                        <SimplePredicate field="x" operator="greaterThan" value="5"/>
                        <SimplePredicate field="x" operator="lessOrEqual" value="6"/>
                      </CompoundPredicate></Node>
                      <Node score="4"><SimpleSetPredicate field="c" booleanOperator="isIn">
                        <Array type="string" n="1">"b"</Array></SimpleSetPredicate></Node>
                      <Node score="5"><CompoundPredicate booleanOperator="xor">
                        <SimplePredicate field="z" operator="greaterThan" value="0"/>
                        <SimplePredicate field="x" operator="greaterThan" value="100"/>
                      </CompoundPredicate></Node>
                    </Node></TreeModel>
                    """))
            .model();

    assertThat(model.score(new double[] {3, 0, 0})).isEqualTo(2);
    assertThat(model.score(new double[] {Math.nextUp(3.0), 0, 0})).isEqualTo(1);
    assertThat(model.score(new double[] {5, 0, 1})).isEqualTo(4);
    assertThat(model.score(new double[] {6, 0, 1})).isEqualTo(3);
    assertThat(model.score(new double[] {7, 1, -1})).isEqualTo(5);
    assertThat(model.score(new double[] {101, 1, 0})).isEqualTo(1);
    assertThat(model.score(new double[] {101, 0, 0})).isEqualTo(5);
    assertThat(model.score(new double[] {MISSING, 1, 1})).isEqualTo(1);
    assertThat(model.score(new double[] {7, 1, MISSING})).isEqualTo(1);
  }

  /** jpmml-xgboost: floats, a chain, a base as rescaled target, the negated logit in the end. */
  private static byte[] xgboost(String rows) {
    return file(
        "",
        """
        <MiningModel functionName="classification" x-mathContext="float">
        """
            + SCHEMA
            + """
        <Output><OutputField name="probability(yes)" feature="probability" value="yes"/></Output>
        <Segmentation multipleModelMethod="modelChain">
          <Segment id="1"><True/>
            <MiningModel functionName="regression" x-mathContext="float">
              <MiningSchema><MiningField name="x"/><MiningField name="c"/></MiningSchema>
              <Output><OutputField name="xgbValue" optype="continuous" dataType="float"
                  isFinalResult="false"/></Output>
              <Targets><Target field="y" rescaleConstant="-0.5"/></Targets>
              <LocalTransformations>
                <DerivedField name="float(x)" optype="continuous" dataType="float">
                  <FieldRef field="x"/></DerivedField>
              </LocalTransformations>
              <Segmentation multipleModelMethod="sum">
                <Segment id="1"><True/>
                  <TreeModel functionName="regression" noTrueChildStrategy="returnLastPrediction"
                      x-mathContext="float">
                    <MiningSchema><MiningField name="float(x)"/></MiningSchema>
                    <Node score="0.1"><True/>
                      <Node score="-0.3"><SimplePredicate field="float(x)"
                          operator="greaterOrEqual" value="0.1"/></Node>
                    </Node>
                  </TreeModel>
                </Segment>
                <Segment id="2"><True/>
                  <TreeModel functionName="regression" missingValueStrategy="defaultChild"
                      x-mathContext="float">
                    <MiningSchema><MiningField name="c"/></MiningSchema>
                    <Node id="1" defaultChild="3"><True/>
                      <Node id="2" score="0.7"><SimplePredicate field="c" operator="equal"
                          value="a"/></Node>
                      <Node id="3" score="0.2"><SimplePredicate field="c" operator="notEqual"
                          value="a"/></Node>
                    </Node>
                  </TreeModel>
                </Segment>
              </Segmentation>
            </MiningModel>
          </Segment>
          <Segment id="2"><True/>
            <RegressionModel functionName="classification" normalizationMethod="logit">
              <MiningSchema><MiningField name="y" usageType="target"/>
                <MiningField name="xgbValue"/></MiningSchema>
              <RegressionTable intercept="0.0" targetCategory="yes">
                <NumericPredictor name="xgbValue" coefficient="1.0"/></RegressionTable>
              <RegressionTable intercept="0.0" targetCategory="no"/>
            </RegressionModel>
          </Segment>
        </Segmentation>
        """
            + rows
            + "</MiningModel>");
  }

  private static double logistic(float margin) {
    return 1 / (1 + StrictMath.exp(-margin));
  }

  @Test
  void floatsAreComparedAndSummedAsFloats() {
    Model model = ModelImport.read(xgboost("")).model();

    double float01 = 0.1f;
    double under = 0.1; // rounds to the same float, which lies above the double
    assertThat(model.score(new double[] {float01, 0, 0})).isEqualTo(logistic(-0.5f - 0.3f + 0.7f));
    assertThat(model.score(new double[] {under, 0, 0})).isEqualTo(logistic(-0.5f - 0.3f + 0.7f));
    assertThat(model.score(new double[] {0.0999, 0, 1})).isEqualTo(logistic(-0.5f + 0.1f + 0.2f));
    assertThat(model.score(new double[] {MISSING, 0, MISSING}))
        .isEqualTo(logistic(-0.5f + 0.1f + 0.2f));
  }

  private static String verification(String answer) {
    return """
        <ModelVerification recordCount="1" fieldCount="2">
          <VerificationFields><VerificationField field="x" column="data:x"/>
            <VerificationField field="c"/>
            <VerificationField field="probability(yes)" column="p" precision="1E-6"
                zeroThreshold="1E-6"/></VerificationFields>
          <InlineTable><row><data:x xmlns:data="http://jpmml.org/jpmml-model/InlineTable">0.5</data:x>
            <c>a</c><p>%s</p></row></InlineTable>
        </ModelVerification>
        """
        .formatted(answer);
  }

  @Test
  void rowsOfTheFileAreScoredAgain() {
    Imported read = ModelImport.read(xgboost(verification("0.4750208")));

    assertThat(read.examples()).hasSize(1);
    assertThatThrownBy(() -> ModelImport.read(xgboost(verification("0.4751"))))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("row 1 of ModelVerification says probability(yes) = 0.4751")
        .hasMessageContaining("ours is 0.47502");
  }

  /** sklearn2pmml: prepared fields before a regression. */
  @Test
  void preparedFieldsAreWeighted() {
    Model model =
        ModelImport.read(
                file(
                    "",
                    """
                    <TransformationDictionary>
                      <DerivedField name="log" optype="continuous" dataType="double">
                        <Apply function="ln1p"><Apply function="max"><FieldRef field="z"/>
                          <Constant dataType="double">0</Constant></Apply></Apply></DerivedField>
                      <DerivedField name="bin" optype="continuous" dataType="double">
                        <Discretize field="x" defaultValue="0" mapMissingTo="9">
                          <DiscretizeBin binValue="4"><Interval closure="closedOpen"
                              leftMargin="1" rightMargin="2"/></DiscretizeBin></Discretize>
                      </DerivedField>
                    </TransformationDictionary>
                    <RegressionModel functionName="regression" normalizationMethod="exp">
                      <MiningSchema><MiningField name="x" missingValueReplacement="3"/>
                        <MiningField name="z" missingValueReplacement="1"/>
                        <MiningField name="c"/></MiningSchema>
                      <LocalTransformations>
                        <DerivedField name="scaled" optype="continuous" dataType="double">
                          <Apply function="/"><Apply function="-"><FieldRef field="x"/>
                            <Constant>2</Constant></Apply><Constant>4</Constant></Apply>
                        </DerivedField>
                      </LocalTransformations>
                      <RegressionTable intercept="0.5">
                        <NumericPredictor name="scaled" coefficient="2"/>
                        <NumericPredictor name="log" coefficient="-1"/>
                        <NumericPredictor name="bin" coefficient="0.25"/>
                        <CategoricalPredictor name="c" value="b" coefficient="0.125"/>
                      </RegressionTable>
                    </RegressionModel>
                    """))
            .model();

    double log4 = StrictMath.log1p(4);
    assertThat(model.score(new double[] {1, 4, 1}))
        .isCloseTo(Math.exp(0.5 - 0.5 - log4 + 1 + 0.125), within(1e-12));
    assertThat(model.score(new double[] {2, 4, -1})).isCloseTo(Math.exp(0.5 - log4), within(1e-12));
    assertThat(model.score(new double[] {MISSING, MISSING, MISSING}))
        .isCloseTo(Math.exp(0.5 + 0.5 - StrictMath.log1p(1)), within(1e-12));
  }

  @Test
  void scorecardsAddTheFirstAttributeThatHolds() {
    Imported read =
        ModelImport.read(
            file(
                "",
                "<Scorecard functionName=\"regression\" initialScore=\"10\">"
                    + SCHEMA
                    + """
                    <Characteristics>
                      <Characteristic name="by x">
                        <Attribute partialScore="1"><SimplePredicate field="x"
                            operator="isMissing"/></Attribute>
                        <Attribute partialScore="2"><SimplePredicate field="x"
                            operator="lessThan" value="5"/></Attribute>
                        <Attribute partialScore="3"><True/></Attribute>
                      </Characteristic>
                    </Characteristics></Scorecard>
                    """));

    assertThat(read.model().score(new double[] {MISSING, 0, 0})).isEqualTo(11);
    assertThat(read.model().score(new double[] {4, 0, 0})).isEqualTo(12);
    assertThat(read.model().score(new double[] {5, 0, 0})).isEqualTo(13);
    assertThat(read.notes()).anyMatch(note -> note.contains("reason codes"));
  }

  @Test
  void saysWhatIsNotTaken() {
    refuses("ClusteringModel", "<ClusteringModel><MiningSchema/></ClusteringModel>");
    refuses(
        "normalizationMethod=cloglog",
        "<RegressionModel functionName=\"classification\" normalizationMethod=\"cloglog\">"
            + SCHEMA
            + "<RegressionTable intercept=\"1\" targetCategory=\"yes\"/>"
            + "<RegressionTable intercept=\"0\" targetCategory=\"no\"/></RegressionModel>");
    refuses(
        "exponent",
        "<RegressionModel functionName=\"regression\">"
            + SCHEMA
            + "<RegressionTable intercept=\"1\"><NumericPredictor name=\"x\" exponent=\"2\""
            + " coefficient=\"1\"/></RegressionTable></RegressionModel>");
    refuses(
        "missingValueStrategy=weightedConfidence",
        "<TreeModel functionName=\"regression\" missingValueStrategy=\"weightedConfidence\">"
            + SCHEMA
            + "<Node score=\"1\"><True/></Node></TreeModel>");
  }

  private static void refuses(String reason, String model) {
    assertThatThrownBy(() -> ModelImport.read(file("", model)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<PMML",
        "<a/>",
        "<PMML xmlns=\"http://www.dmg.org/PMML-3_2\"/>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>",
        "<PMML xmlns=\"http://www.dmg.org/PMML-4_4\"/>",
        "<?xml version=\"1.0\" encoding=\"none\"?><a/>"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> ModelImport.read(text.getBytes(UTF_8)))
        .isInstanceOf(ModelFormatException.class);
  }

  @Test
  void refusesWhatIsTooDeepOrMadeOfItself() {
    assertThatThrownBy(
            () ->
                ModelImport.read(
                    ("<PMML xmlns=\"http://www.dmg.org/PMML-4_4\">" + "<a>".repeat(100_000))
                        .getBytes(UTF_8)))
        .hasMessageContaining("refused");
    refuses(
        "made of itself",
        """
        <TransformationDictionary>
          <DerivedField name="p" dataType="double"><FieldRef field="q"/></DerivedField>
          <DerivedField name="q" dataType="double"><FieldRef field="p"/></DerivedField>
        </TransformationDictionary>
        <RegressionModel functionName="regression">"""
            + SCHEMA
            + "<RegressionTable intercept=\"1\"><NumericPredictor name=\"p\" coefficient=\"1\"/>"
            + "</RegressionTable></RegressionModel>");
  }

  @Test
  void brokenFilesAreRefusedOrRead() {
    var random = new SplittableRandom(20261121);
    List<byte[]> files = List.of(RPART, xgboost(""), PmmlExport.write(models().get(4)));
    for (int i = 0; i < 900; i++) {
      byte[] bytes = files.get(i % files.size()).clone();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        int at = random.nextInt(bytes.length);
        bytes[at] = random.nextBoolean() ? (byte) random.nextInt(32, 127) : (byte) (bytes[at] ^ 1);
      }
      bytes = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
      try {
        assertThat(PmmlImport.read(bytes).model()).isNotNull();
      } catch (ModelFormatException refused) {
        assertThat(refused).hasMessageContaining("refused");
      }
    }
  }
}
