package dev.calima.batch.run;

import java.util.List;
import java.util.Map;

/**
 * A job as somebody may want it done; one bean for each. Doing the same once more after any kind of end goes on where the
 * last attempt was, or finds that there is nothing to do.
 */
public interface RunnableJob {

    /** Its name, such as {@code observations-load-massive}. */
    String name();

    /** What it does, in a sentence. */
    String description();

    /** What it may be told. */
    List<RunParameter> parameters();

    /** Whose threads do it when nobody says otherwise. */
    default Pool pool() {
        return Pool.DEFAULT;
    }

    /**
     * Adds to what was asked for whatever must be fixed when it is asked, such as the hour that it is for.
     *
     * @param given checked, with fallbacks
     */
    default Map<String, String> complete(Map<String, String> given) {
        return given;
    }

    /**
     * What is wrong with parameters that are right one by one; the key is the parameter, the value says what is wrong and what to
     * do.
     */
    default Map<String, String> problems(Map<String, String> given) {
        return Map.of();
    }

    /**
     * Does it, until the end or until {@link Run#control()} says stop.
     *
     * @throws Exception when it failed; what was committed stays
     */
    RunResult run(Run run) throws Exception;
}
