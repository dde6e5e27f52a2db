package dev.calima.batch.trial;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.PredictionInterval;
import dev.calima.forecasting.Series;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Pictures of reports, as SVG without scripts or foreign references: colours that the colour-blind can tell apart (Okabe and Ito
 * 2008), with a title and the figures in words for those who do not see it.
 */
final class TrialPlot {

    private static final String[] COLOURS = {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"
    };
    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int TOP = 46;
    private static final int BOTTOM = 60;
    private static final int PAST_HOURS = 96;
    private static final int TICKS = 4;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TrialPlot() {}

    /**
     * A forecast to draw.
     *
     * @param name the series
     * @param hours the past
     * @param forecast the future
     * @param level confidence of the band, 0.50 to 0.99
     */
    record Fan(String name, Series hours, Forecast forecast, double level) {}

    /** The mean absolute error of each day ahead, a line for each entrant. */
    static String scores(List<TrialSummary.Entrant> entrants) {
        double most = 0;
        int days = 1;
        for (TrialSummary.Entrant entrant : entrants) {
            days = Math.max(days, entrant.maeByDay().size());
            for (double value : entrant.maeByDay()) {
                most = Double.isFinite(value) ? Math.max(most, value) : most;
            }
        }
        Picture picture = new Picture("Mean absolute error by day ahead", 0.5, days + 0.5, most);
        for (int day = 1; day <= days; day++) {
            picture.below(day, "day " + day);
        }
        for (int i = 0; i < entrants.size(); i++) {
            TrialSummary.Entrant entrant = entrants.get(i);
            String colour = COLOURS[i % COLOURS.length];
            StringBuilder line = new StringBuilder();
            for (int day = 1; day <= entrant.maeByDay().size(); day++) {
                double value = entrant.maeByDay().get(day - 1);
                if (Double.isFinite(value)) {
                    line.append(picture.point(day, value)).append(' ');
                    picture.dot(day, value, colour);
                }
            }
            picture.line(line.toString(), colour);
            picture.legend(
                    i,
                    colour,
                    String.format(
                            Locale.ROOT,
                            "%s: MAE %.3g, 80 %% interval holds %.0f %%",
                            entrant.algorithm(),
                            entrant.overall().getOrDefault("mae", Double.NaN),
                            100 * entrant.overall().getOrDefault("coverage80", Double.NaN)));
        }
        return picture.finish();
    }

    /** The last days of the past, the median and the band. */
    static String fan(Fan fan) {
        Forecast forecast = fan.forecast();
        int steps = forecast.horizon().steps();
        double most = 0;
        for (int lead = 1; lead <= steps; lead++) {
            most = Math.max(most, forecast.interval(lead, fan.level()).upper());
        }
        for (int back = 1; back <= PAST_HOURS; back++) {
            double value = past(fan, back);
            most = Double.isNaN(value) ? most : Math.max(most, value);
        }
        String title = String.format(
                Locale.ROOT, "%s: %s, %.0f %% interval", fan.name(), forecast.method(), 100 * fan.level());
        Picture picture = new Picture(title, -PAST_HOURS, steps, most);
        for (int hour = -PAST_HOURS; hour <= steps; hour += 24) {
            Instant moment = forecast.origin().plus(Series.HOUR.multipliedBy(hour));
            picture.below(hour, TIME.format(moment));
        }
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        StringBuilder median = new StringBuilder();
        for (int lead = 1; lead <= steps; lead++) {
            PredictionInterval interval = forecast.interval(lead, fan.level());
            upper.append(picture.point(lead - 0.5, interval.upper())).append(' ');
            lower.insert(0, picture.point(lead - 0.5, interval.lower()) + " ");
            median.append(picture.point(lead - 0.5, forecast.median(lead))).append(' ');
        }
        picture.area(upper.append(lower).toString(), COLOURS[0]);
        picture.line(median.toString(), COLOURS[0]);
        StringBuilder known = new StringBuilder();
        for (int back = PAST_HOURS; back >= 1; back--) {
            double value = past(fan, back);
            if (Double.isNaN(value)) {
                picture.line(known.toString(), COLOURS[6]);
                known.setLength(0);
            } else {
                known.append(picture.point(-back + 0.5, value)).append(' ');
            }
        }
        picture.line(known.toString(), COLOURS[6]);
        picture.legend(0, COLOURS[6], "measured");
        picture.legend(1, COLOURS[0], "forecast, median and band");
        return picture.finish();
    }

    private static double past(Fan fan, int back) {
        return fan.hours().at(fan.forecast().origin().minus(Series.HOUR.multipliedBy(back)));
    }

    /** A frame with axes; y starts at 0. */
    private static final class Picture {

        private final StringBuilder svg = new StringBuilder();
        private final double from;
        private final double to;
        private final double top;

        Picture(String title, double from, double to, double most) {
            this.from = from;
            this.to = to;
            this.top = most > 0 ? niceTop(most) : 1;
            svg.append(String.format(
                    Locale.ROOT,
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\""
                            + " font-size=\"12\"><title>%s</title><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>"
                            + "<text x=\"%d\" y=\"20\" font-size=\"15\">%s</text>",
                    WIDTH,
                    HEIGHT,
                    escaped(title),
                    LEFT,
                    escaped(title)));
            for (int tick = 0; tick <= TICKS; tick++) {
                double value = top * tick / TICKS;
                svg.append(String.format(
                        Locale.ROOT,
                        "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>"
                                + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.4g</text>",
                        LEFT,
                        WIDTH - RIGHT,
                        y(value),
                        y(value),
                        LEFT - 6,
                        y(value) + 4,
                        value));
            }
        }

        private static double niceTop(double most) {
            double unit = Math.pow(10, Math.floor(Math.log10(most)));
            for (double step : new double[] {1, 2, 4, 5, 8, 10}) {
                if (most <= step * unit) {
                    return step * unit;
                }
            }
            return 10 * unit;
        }

        private double x(double value) {
            return LEFT + (value - from) / (to - from) * (WIDTH - LEFT - RIGHT);
        }

        private double y(double value) {
            return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
        }

        String point(double x, double y) {
            return String.format(Locale.ROOT, "%.1f,%.1f", x(x), y(y));
        }

        void dot(double x, double y, String colour) {
            svg.append(String.format(
                    Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x(x), y(y), colour));
        }

        void line(String points, String colour) {
            if (!points.isBlank()) {
                svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"")
                        .append(colour)
                        .append("\" points=\"")
                        .append(points.strip())
                        .append("\"/>");
            }
        }

        void area(String points, String colour) {
            svg.append("<polygon fill-opacity=\"0.25\" fill=\"")
                    .append(colour)
                    .append("\" points=\"")
                    .append(points.strip())
                    .append("\"/>");
        }

        void below(double x, String text) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x(x),
                    HEIGHT - BOTTOM + 18,
                    escaped(text)));
        }

        void legend(int place, String colour, String text) {
            int x = LEFT + place % 2 * (WIDTH - LEFT - RIGHT) / 2;
            int y = HEIGHT - BOTTOM + 38 + place / 2 * 16;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"4\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>",
                    x,
                    y - 6,
                    colour,
                    x + 18,
                    y,
                    escaped(text)));
        }

        String finish() {
            return svg.append("</svg>").toString();
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replaceAll("\\p{Cntrl}", "?");
        }
    }
}
