package dev.calima.batch.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a model that was just learnt.
 *
 * @param ascent how it becomes the champion; null when it stays a challenger
 * @param naive how the seasonal naive of the same training becomes the champion in its stead; null when it does not
 * @param tests that led to it
 */
record Verdict(@Nullable Ascent ascent, @Nullable Ascent naive, List<ModelTest> tests) {

    Verdict {
        tests = List.copyOf(tests);
    }

    static Verdict champion(Ascent ascent, List<ModelTest> tests) {
        return new Verdict(ascent, null, tests);
    }

    static Verdict challenger(List<ModelTest> tests) {
        return new Verdict(null, null, tests);
    }

    static Verdict naiveInstead(Ascent ascent, ModelTest test) {
        return new Verdict(null, ascent, List.of(test));
    }
}
