package dev.calima.bench.read.peer;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** One row of the usual design. */
@Entity
@Table(name = "peer", schema = "public")
@SuppressWarnings("NullAway.Init") // filled by JPA
class HourEntity {

    @EmbeddedId
    private Key id;

    private Float value;
    private short flag;

    Instant periodStart() {
        return id.periodStart();
    }

    Float value() {
        return value;
    }

    int flag() {
        return flag;
    }

    /** Series and start of the hour. */
    @Embeddable
    record Key(
            @Column(name = "series_id") int seriesId,
            @Column(name = "period_start") Instant periodStart) implements Serializable {}
}
