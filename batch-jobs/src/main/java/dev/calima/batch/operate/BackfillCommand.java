package dev.calima.batch.operate;

import picocli.CommandLine.Command;

@Command(
        name = "backfill",
        description = "Load the past of a feed in partitions that can be paused, resumed, tried again and cancelled.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            BackfillPlanCommand.class,
            BackfillStartCommand.class,
            BackfillListCommand.class,
            BackfillShowCommand.class,
            BackfillPauseCommand.class,
            BackfillResumeCommand.class,
            BackfillCancelCommand.class
        },
        footer = {
            "",
            "Example: calima backfill plan madrid-air-hourly --from 2018-01 --to 2019-01 --location downloads/2018",
            "         calima backfill start madrid-air-hourly --from 2018-01 --to 2019-01 --location downloads/2018 --wait"
        })
final class BackfillCommand {}
