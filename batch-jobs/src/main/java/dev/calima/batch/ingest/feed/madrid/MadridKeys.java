package dev.calima.batch.ingest.feed.madrid;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;

/** Station, magnitude and date of a line. Lines come sorted, so what the line before had is made only once. */
final class MadridKeys {

    private int stationKey = -1;
    private String station = "";
    private int magnitudeKey = -1;
    private String magnitude = "";
    private int dateKey = -1;
    private LocalDate date = LocalDate.EPOCH;

    /** Takes station and magnitude of a line; false when they are no numbers. */
    boolean takeSeries(MadridFields fields) {
        int province = fields.whole(MadridFields.PROVINCE);
        int municipality = fields.whole(MadridFields.MUNICIPALITY);
        int site = fields.whole(MadridFields.STATION);
        int kind = fields.whole(MadridFields.MAGNITUDE);
        if (province < 0 || municipality < 0 || site < 0 || kind < 0) {
            return false;
        }
        takeStation(province, municipality, site);
        if (kind != magnitudeKey) {
            magnitudeKey = kind;
            magnitude = Integer.toString(kind);
        }
        return true;
    }

    private void takeStation(int province, int municipality, int site) {
        if (province > 99 || municipality > 999 || site > 999) {
            stationKey = -1;
            station = province + "-" + municipality + "-" + site; // no code of the network: the validator says so
            return;
        }
        int key = (province * 1000 + municipality) * 1000 + site;
        if (key != stationKey) {
            stationKey = key;
            station = String.format(Locale.ROOT, "%02d%03d%03d", province, municipality, site);
        }
    }

    /** Takes a date; false when no calendar has it. */
    boolean takeDate(int year, int month, int day) {
        if (year > 9999 || month > 12 || day > 31) {
            return false;
        }
        int key = (year * 13 + month) * 32 + day;
        if (key == dateKey) {
            return true;
        }
        try {
            date = LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return false;
        }
        dateKey = key;
        return true;
    }

    /** Province, municipality and site: eight digits. */
    String station() {
        return station;
    }

    /** The magnitude's number without zeros in front. */
    String magnitude() {
        return magnitude;
    }

    LocalDate date() {
        return date;
    }
}
