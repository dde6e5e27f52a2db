package dev.calima.api.station;

import java.util.regex.Pattern;

/** A box on the map, in degrees WGS 84; its edges belong to it. */
record BoundingBox(double minLongitude, double minLatitude, double maxLongitude, double maxLatitude) {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,3}(\\.\\d{1,15})?");
    private static final int SIDES = 4;
    private static final double MAX_LONGITUDE = 180;
    private static final double MAX_LATITUDE = 90;

    /** @throws IllegalArgumentException when it is off the globe or turned round */
    BoundingBox {
        if (Math.abs(minLongitude) > MAX_LONGITUDE || Math.abs(maxLongitude) > MAX_LONGITUDE) {
            throw new IllegalArgumentException("has a longitude outside -180 to 180");
        }
        if (Math.abs(minLatitude) > MAX_LATITUDE || Math.abs(maxLatitude) > MAX_LATITUDE) {
            throw new IllegalArgumentException("has a latitude outside -90 to 90");
        }
        if (minLongitude > maxLongitude || minLatitude > maxLatitude) {
            throw new IllegalArgumentException(
                    "has a minimum above its maximum; the order is minLon,minLat,maxLon,maxLat");
        }
    }

    /** Reads {@code minLon,minLat,maxLon,maxLat}. */
    static BoundingBox parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != SIDES) {
            throw new IllegalArgumentException("must be four numbers, minLon,minLat,maxLon,maxLat");
        }
        double[] sides = new double[SIDES];
        for (int i = 0; i < SIDES; i++) {
            String part = parts[i].strip();
            if (!NUMBER.matcher(part).matches()) {
                throw new IllegalArgumentException("has a part that is not a number of degrees, in place " + (i + 1));
            }
            sides[i] = Double.parseDouble(part);
        }
        return new BoundingBox(sides[0], sides[1], sides[2], sides[3]);
    }
}
