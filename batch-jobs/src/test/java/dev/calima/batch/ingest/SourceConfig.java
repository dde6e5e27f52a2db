package dev.calima.batch.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration with one network of two stations and one feed of text tables, asked for at an address of a test's. */
final class SourceConfig {

    static final String FEED = "town";

    private static final String NETWORK = """
            network: town
            name: Town
            country: ES
            time-zone: Europe/Madrid
            attribution: Town
            licence: open
            stations:
              - {code: "S1", name: "One", kind: traffic, latitude: 40.5, longitude: -3.25}
              - {code: "S2", name: "Two", kind: background, latitude: 41, longitude: -4}
            """;
    private static final String DEFINITION = """
            feed: town
            title: Town, as its server has it
            format: long-csv
            network: town
            zone: Europe/Madrid
            hour-label: beginning
            coverage: station
            sentinels: [-999]
            parameters:
              NO2: {parameter: no2, unit: µg/m³}
            options:
              layout: long
              time: {column: time}
              station: station
              parameter: parameter
              value: value
            source:
            """;

    private SourceConfig() {}

    /** Writes it; {@code source} are the lines of the feed's key of that name, without their indent. */
    static Path write(Path folder, String source) throws IOException {
        for (String kind : new String[] {"networks", "feeds", "training"}) {
            Files.createDirectories(folder.resolve(kind));
        }
        Files.writeString(folder.resolve("networks/town.yaml"), NETWORK);
        Files.writeString(
                folder.resolve("feeds/town.yaml"), DEFINITION + source.strip().indent(2));
        return folder;
    }
}
