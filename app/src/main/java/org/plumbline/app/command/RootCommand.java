package org.plumbline.app.command;

import picocli.CommandLine.Command;

/** Names every command of the program. */
@Command(
    name = "plumbline",
    description = "Keeps predictive models true: trains, governs, serves and watches them.",
    mixinStandardHelpOptions = true,
    version = "plumbline 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      TrainCommand.class,
      RunsCommand.class,
      BatchesCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      ScoreCommand.class,
      FeaturesCommand.class,
      PredictionsCommand.class,
      LabelsCommand.class,
      HorizonCommand.class,
      ReplayCommand.class,
      ExplainCommand.class,
      ProfileCommand.class,
      DriftCommand.class,
      FairnessCommand.class,
      GroupsCommand.class,
      UserCommand.class,
      ModelsCommand.class,
      DeploymentsCommand.class,
      TrialsCommand.class,
      ChallengersCommand.class,
      KillCommand.class,
      SafeguardsCommand.class,
      RiskCommand.class,
      PoliciesCommand.class,
      OverviewCommand.class,
      ObjectsCommand.class,
      AuditCommand.class,
      EvidenceCommand.class,
      LineageCommand.class,
      WatchCommand.class,
      MonitorsCommand.class,
      AlertsCommand.class,
      AlertRoutesCommand.class
    })
public final class RootCommand {}
