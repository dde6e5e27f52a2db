package dev.calima.bench.read.peer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** A series with what is said of it in an answer. */
@Entity
@Table(name = "series")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // filled by JPA, and named in its queries
class SeriesEntity {

    @Id
    @Column(name = "series_id")
    private int seriesId;

    @Column(name = "step_minutes")
    private short stepMinutes;

    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "station_id")
    private Station station;

    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "parameter_id")
    private Parameter parameter;

    int seriesId() {
        return seriesId;
    }

    String unit() {
        return parameter.unit;
    }

    String attribution() {
        return station.network.attribution;
    }

    /** Where it is measured. */
    @Entity(name = "Station")
    @Table(name = "station")
    static class Station {
        @Id
        @Column(name = "station_id")
        private int stationId;

        private String code;

        @ManyToOne(fetch = FetchType.EAGER)
        @JoinColumn(name = "network_id")
        private Network network;
    }

    /** Who measures it. */
    @Entity(name = "Network")
    @Table(name = "network")
    static class Network {
        @Id
        @Column(name = "network_id")
        private short networkId;

        private String attribution;
    }

    /** What is measured. */
    @Entity(name = "Parameter")
    @Table(name = "parameter")
    static class Parameter {
        @Id
        @Column(name = "parameter_id")
        private short parameterId;

        private String code;
        private String unit;
    }
}
