package dev.calima.batch.registry;

import org.jooq.DSLContext;

/** What becomes of a model that was just learnt, as it was found beside the champion of that moment. */
public final class Judgement {

    private final Verdict verdict;

    private Judgement(Verdict verdict) {
        this.verdict = verdict;
    }

    /**
     * Judges a model.
     *
     * @param dsl in a transaction that has locked the series
     */
    public static Judgement of(DSLContext dsl, int seriesId, Candidate candidate) {
        return new Judgement(
                Judge.judge(candidate, new ChampionReader(dsl).find(seriesId).orElse(null)));
    }

    /** Whether the seasonal naive of the same training becomes the champion in the model's stead. */
    public boolean wantsNaive() {
        return verdict.naive() != null;
    }

    Verdict verdict() {
        return verdict;
    }
}
