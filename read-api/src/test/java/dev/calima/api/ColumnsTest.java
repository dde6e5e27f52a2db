package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of now are written by hand; those of a past moment go through objects. Where nothing changed since, both are the same. */
class ColumnsTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static RunningApi api;

    @BeforeAll
    static void start() {
        Seed.into(DATABASE);
        // written before now, which stands still, and with numbers of every form
        DATABASE.execute("""
                UPDATE calima.observation_day SET updated_at = '2019-04-01',
                  values = CASE WHEN day = '2018-10-28' THEN '{0,-0,1,-1,9,10,1234567,9999999,10000000,123456792,0.001,0.0001,-12.5,101.25,3.4e38,1e-45,-7,99,100,NULL,5,6,7,8}' ELSE values END,
                  flags = CASE WHEN day = '2018-10-28' THEN decode(repeat('01', 19) || '00' || repeat('11', 4), 'hex') ELSE flags END
                """);
        api = RunningApi.over(DATABASE);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "datetimeFrom=2018-10-01T00:00:00Z&datetimeTo=2018-11-01T00:00:00Z",
                "datetimeFrom=2019-03-31T00:00:00Z&datetimeTo=2019-04-01T00:00:00Z",
                "datetimeFrom=2019-03-31T00:00:00.5Z&datetimeTo=2019-03-31T05:00:00.5Z",
                "datetimeFrom=2018-10-28T07:30:00Z&datetimeTo=2019-11-01T00:00:00%2B01:00",
                "datetimeFrom=2018-01-01T00:00:00Z&datetimeTo=2018-02-01T00:00:00Z"
            })
    void areTheSameByHandAndByObjects(String range) {
        String path = "/v1/observations?station=28079008&parameter=no2&format=columns&" + range;
        String byHand = api.get(path).body();
        assertThat(byHand)
                .isEqualTo(api.get(path + "&asOf=" + RunningApi.NOW).body())
                .contains("periodStart");
    }
}
