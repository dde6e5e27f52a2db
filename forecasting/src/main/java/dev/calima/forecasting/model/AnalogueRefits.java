package dev.calima.forecasting.model;

import dev.calima.forecasting.AnalogueSettings;
import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.prepare.GapFilling;
import java.time.Instant;
import java.util.Arrays;

/**
 * Analogue models of ever longer parts of one history. They share the transformed and filled past, which is causal, so a
 * part looks the same whatever comes after it.
 */
final class AnalogueRefits implements Forecaster.Refits {

    private static final int LEAST_CANDIDATES = 20;
    private static final double LARGEST_VALUE = 1e12;
    private static final int DAY = 24;

    private final Series history;
    private final TrainingProfile profile;
    private final LocalHours hours;
    private final int[] missing;
    /** Position of the first value too large to learn from. */
    private final int firstHuge;

    private final float[] stored;
    private final double[] sums;
    private final double[] squares;
    private int candidateHour = -1;
    private int[] candidates = new int[0];
    private byte[] candidateTypes = new byte[0];
    private PastWindows windows;

    AnalogueRefits(Series history, TrainingProfile profile) {
        AnalogueSettings settings = profile.analogues();
        this.history = history;
        this.profile = profile;
        int n = history.size();
        double[] values = new double[n];
        missing = new int[n + 1];
        int huge = n;
        for (int i = n - 1; i >= 0; i--) {
            huge = history.value(i) > LARGEST_VALUE ? i : huge;
        }
        firstHuge = huge;
        for (int i = 0; i < n; i++) {
            values[i] = AnalogueSpace.into(settings.space(), history.value(i));
            missing[i + 1] = missing[i] + (Double.isNaN(values[i]) ? 1 : 0);
        }
        hours = new LocalHours(profile.dayTypes(), history.start(), n + 4 * DAY);
        double[] filled = GapFilling.fill(values, DAY);
        stored = new float[n];
        sums = new double[n + 1];
        squares = new double[n + 1];
        for (int i = 0; i < n; i++) {
            stored[i] = (float) filled[i];
            sums[i + 1] = sums[i] + filled[i];
            squares[i + 1] = squares[i] + filled[i] * filled[i];
        }
        windows = new PastWindows(stored, candidates, settings.window());
    }

    @Override
    public FitResult before(Instant instant) {
        int n = Math.toIntExact(history.indexOf(instant));
        if (n <= 0 || n > firstHuge) {
            return new FitResult.NotFitted("an empty history, or values above 1e12 that cannot be compared");
        }
        findCandidates(hours.hour(n));
        int leads = profile.reach().steps();
        int count = 0;
        while (count < candidates.length && candidates[count] + leads <= n) {
            count++;
        }
        if (count < LEAST_CANDIDATES) {
            return new FitResult.NotFitted(
                    count + " usable past days to compare with, " + LEAST_CANDIDATES + " needed");
        }
        int window = profile.analogues().window();
        return new FitResult.Fitted(new KnnAnalogue.Fitted(
                profile.analogues(),
                profile.dayTypes(),
                Math.max(7 * DAY + window, profile.profileDays() * DAY),
                leads,
                history.start(),
                stored,
                n,
                candidates,
                candidateTypes,
                windows,
                count,
                deviation(n)));
    }

    private void findCandidates(int hour) {
        if (hour == candidateHour) {
            return;
        }
        candidateHour = hour;
        int window = profile.analogues().window();
        int leads = profile.reach().steps();
        int n = history.size();
        int[] found = new int[n / DAY + 2];
        int count = 0;
        for (int q = window; q + leads <= n; q++) {
            if (hours.hour(q) == hour
                    && (missing[q] - missing[q - window]) * 2 <= window
                    && (missing[q + leads] - missing[q]) * 2 <= leads
                    && count < found.length) {
                found[count++] = q;
            }
        }
        candidates = Arrays.copyOf(found, count);
        windows = new PastWindows(stored, candidates, window);
        candidateTypes = new byte[count];
        for (int i = 0; i < count; i++) {
            candidateTypes[i] = ComingDays.types(hours, candidates[i]);
        }
    }

    private double deviation(int n) {
        double mean = sums[n] / n;
        double deviation = Math.sqrt(Math.max(0, squares[n] / n - mean * mean));
        return deviation > 1e-6 * (1 + Math.abs(mean)) ? deviation : 1;
    }
}
