package dev.calima.api.protocol;

import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.PROTOCOL_LEVEL;
import static dev.calima.sql.schema.Tables.PROTOCOL_STATION;

import dev.calima.sql.type.ParameterCode;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

@Component
class ProtocolQueries {

    private final DSLContext db;

    ProtocolQueries(DSLContext db) {
        this.db = db;
    }

    /** What the protocol looks at; empty when there is no such protocol. */
    Optional<ParameterCode> parameter(String protocol) {
        // spotless:off
        return db.selectDistinct(PARAMETER.CODE)
                .from(PROTOCOL_LEVEL)
                .join(PARAMETER).on(PARAMETER.PARAMETER_ID.eq(PROTOCOL_LEVEL.PARAMETER_ID))
                .where(PROTOCOL_LEVEL.PROTOCOL.eq(protocol))
                .fetchOptional(PARAMETER.CODE);
        // spotless:on
    }

    List<Rule> rules(String protocol) {
        return db.selectFrom(PROTOCOL_LEVEL)
                .where(PROTOCOL_LEVEL.PROTOCOL.eq(protocol))
                .orderBy(PROTOCOL_LEVEL.RULE_NO)
                .fetch(row -> new Rule(
                        row.get(PROTOCOL_LEVEL.LEVEL),
                        row.get(PROTOCOL_LEVEL.SEVERITY),
                        row.get(PROTOCOL_LEVEL.VALUE),
                        row.get(PROTOCOL_LEVEL.CONSECUTIVE_HOURS),
                        row.get(PROTOCOL_LEVEL.STATIONS),
                        row.get(PROTOCOL_LEVEL.SCOPE),
                        row.get(PROTOCOL_LEVEL.ZONE),
                        row.get(PROTOCOL_LEVEL.SOURCE),
                        row.get(PROTOCOL_LEVEL.VERIFIED)));
    }

    /** The zone of each station, by zone and station. */
    List<Place> places(String protocol) {
        return db.selectFrom(PROTOCOL_STATION)
                .where(PROTOCOL_STATION.PROTOCOL.eq(protocol))
                .orderBy(PROTOCOL_STATION.ZONE, PROTOCOL_STATION.STATION_CODE)
                .fetch(row -> new Place(
                        row.get(PROTOCOL_STATION.STATION_CODE),
                        row.get(PROTOCOL_STATION.ZONE),
                        row.get(PROTOCOL_STATION.ZONE_NAME)));
    }

    /** A station of a protocol. */
    record Place(String station, int zone, String zoneName) {}
}
