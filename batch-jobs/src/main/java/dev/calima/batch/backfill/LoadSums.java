package dev.calima.batch.backfill;

import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.load.FileOutcome;
import java.util.List;

/**
 * What loads came to.
 *
 * @param linesRead lines with data
 * @param valuesRead values on them
 * @param valuesNew values that were new
 * @param valuesRevised values that changed
 * @param refused lines and single values
 */
record LoadSums(long linesRead, long valuesRead, long valuesNew, long valuesRevised, long refused) {

    static LoadSums of(List<LoadOutcome> loads) {
        long lines = 0;
        long values = 0;
        long inserted = 0;
        long revised = 0;
        long refused = 0;
        for (LoadOutcome load : loads) {
            for (FileOutcome file : load.files()) {
                lines += file.linesRead();
                values += file.valuesRead();
                inserted += file.merged().valuesInserted();
                revised += file.merged().valuesRevised();
                refused += file.linesRejected() + file.cellsRejected();
            }
        }
        return new LoadSums(lines, values, inserted, revised, refused);
    }
}
