package dev.calima.batch.registry;

/**
 * A series by its codes, as people write it: {@code madrid/28079004/no2}.
 *
 * @param network of its network
 * @param station of its station
 * @param parameter of what is measured
 */
public record SeriesPath(String network, String station, String parameter) {

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it is not three codes
     */
    public static SeriesPath parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty() || parts[2].isEmpty()) {
            throw new IllegalArgumentException(
                    "a series is NETWORK/STATION/PARAMETER, such as madrid/28079004/no2, but is '" + text + "'");
        }
        return new SeriesPath(parts[0], parts[1], parts[2]);
    }

    @Override
    public String toString() {
        return network + "/" + station + "/" + parameter;
    }
}
