// What the read API is measured beside: fastify and pg, doing the same on one row per hour. The database stands in the
// environment (PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD); prints its port, and ends with its parent.
import Fastify from "fastify";
import pg from "pg";

const CONNECTIONS = 4;

const pool = new pg.Pool({ max: CONNECTIONS });
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text));

const SERIES = {
  name: "series",
  text: `SELECT r.series_id, p.unit, n.attribution
         FROM calima.series r JOIN calima.station s USING (station_id) JOIN calima.network n USING (network_id)
           JOIN calima.parameter p USING (parameter_id)
         WHERE s.code = $1 AND p.code = $2 ORDER BY r.step_minutes LIMIT 1`,
};
const HOURS = {
  name: "hours",
  text: `SELECT period_start, value, flag FROM public.peer
         WHERE series_id = $1 AND period_start >= $2 AND period_start < $3 ORDER BY period_start`,
};

const value = {
  type: "object",
  properties: {
    periodStart: { type: "string", format: "date-time" },
    value: { type: "number", nullable: true },
    flag: { type: "integer" },
  },
};
const answer = {
  type: "object",
  properties: {
    attribution: { type: "string" },
    unit: { type: "string" },
    data: { type: "array", items: value },
  },
};
const query = {
  type: "object",
  required: ["station", "parameter", "from", "to"],
  properties: {
    station: { type: "string" },
    parameter: { type: "string" },
    from: { type: "string", format: "date-time" },
    to: { type: "string", format: "date-time" },
  },
};

const app = Fastify({ logger: false });
app.get("/hours", { schema: { querystring: query, response: { 200: answer } } }, async (request, reply) => {
  const { station, parameter, from, to } = request.query;
  const series = await pool.query({ ...SERIES, values: [station, parameter] });
  if (series.rows.length === 0) {
    return reply.code(404).send();
  }
  const { series_id: id, unit, attribution } = series.rows[0];
  const hours = await pool.query({ ...HOURS, values: [id, from, to] });
  return {
    attribution,
    unit,
    data: hours.rows.map((row) => ({ periodStart: row.period_start, value: row.value, flag: row.flag })),
  };
});

process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
await app.listen({ host: "127.0.0.1", port: 0 });
console.log(`port=${app.server.address().port}`);
