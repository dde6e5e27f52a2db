package dev.calima.batch.operate;

import dev.calima.batch.backfill.BackfillRow;
import dev.calima.batch.backfill.BackfillVerb;
import dev.calima.batch.backfill.BackfillVerbs;
import dev.calima.batch.backfill.BackfillViews;
import dev.calima.batch.run.Actor;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that tell a backfill something have in common. */
final class BackfillVerbOptions {

    @Parameters(paramLabel = "ID", description = "Number of the backfill (calima backfill list).")
    long id;

    @Option(names = "-o", paramLabel = "FORM", defaultValue = "text", description = "text or json")
    private OutputForm form = OutputForm.text;

    /** Tells it, and says what came of it. */
    BackfillRow tell(Session session, BackfillVerb verb) throws Exception {
        return session.get(BackfillVerbs.class).tell(id, verb, Actor.account().name(), BackfillVerbs.Via.COMMAND);
    }

    void show(Session session) throws Exception {
        BackfillReport.show(
                System.out, session, session.get(BackfillViews.class).get(id), form);
    }
}
