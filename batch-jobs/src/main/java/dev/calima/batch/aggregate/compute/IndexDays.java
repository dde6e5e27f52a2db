package dev.calima.batch.aggregate.compute;

import dev.calima.batch.aggregate.compute.AirQualityIndex.Bound;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Computes an index on the local days of a station. */
public final class IndexDays {

    private final AirQualityIndex index;
    private final Map<Integer, List<Hours>> pollutants;
    private final LocalDays zone;

    /** @param pollutants the station's series by parameter; of several of one the first with a value in the hour counts */
    public IndexDays(AirQualityIndex index, Map<Integer, List<Hours>> pollutants, LocalDays zone) {
        this.index = index;
        this.pollutants = Map.copyOf(pollutants);
        this.zone = zone;
    }

    /** A local day. Of the pollutants in the worst band that with most hours in it decides, then that with the smallest key. */
    public IndexDay day(int day) {
        List<Bound> bounds = index.bounds();
        int[] atWorst = new int[bounds.size()];
        int worst = 0;
        int hours = 0;
        int hoursAtWorst = 0;
        long end = zone.start(day + 1);
        for (long start = zone.start(day); start + StepGrid.HOUR_SECONDS <= end; start += StepGrid.HOUR_SECONDS) {
            int band = 0;
            for (int i = 0; i < atWorst.length; i++) {
                int one = bounds.get(i).band(value(bounds.get(i), start));
                if (one > worst) {
                    worst = one;
                    hoursAtWorst = 0;
                    Arrays.fill(atWorst, 0);
                }
                if (one > 0 && one == worst) {
                    atWorst[i]++;
                }
                band = Math.max(band, one);
            }
            hours += band > 0 ? 1 : 0;
            hoursAtWorst += band > 0 && band == worst ? 1 : 0;
        }
        return new IndexDay(worst, worst == 0 ? 0 : bounds.get(most(atWorst)).parameterId(), hours, hoursAtWorst);
    }

    private float value(Bound bound, long start) {
        for (Hours hours : pollutants.getOrDefault(bound.parameterId(), List.of())) {
            float value = bound.averagingHours() == 1 ? hours.at(start) : hours.mean24(start);
            if (!Float.isNaN(value)) {
                return value;
            }
        }
        return Float.NaN;
    }

    private static int most(int[] counts) {
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            if (counts[i] > counts[most]) {
                most = i;
            }
        }
        return most;
    }
}
