package dev.calima.batch.operate.web;

import dev.calima.batch.backfill.BackfillVerb;
import dev.calima.batch.backfill.BackfillVerbs;
import dev.calima.batch.backfill.BackfillView;
import dev.calima.batch.backfill.BackfillViews;
import dev.calima.batch.backfill.Backfills;
import dev.calima.batch.backfill.UnknownBackfillException;
import dev.calima.batch.backfill.WrongStateException;
import dev.calima.batch.backfill.plan.BackfillWish;
import dev.calima.batch.backfill.plan.Grid;
import dev.calima.batch.backfill.plan.PlanRefusedException;
import dev.calima.batch.backfill.plan.PlanView;
import dev.calima.batch.backfill.plan.Planner;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.UnknownFeedException;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.run.Actor;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Plans, starts, shows and steers backfills. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/ops/v1/backfills")
class BackfillController {

    private static final int MOST_SHOWN = 1000;
    private static final int LONGEST_KEY = 200;

    private final JobsConfig config;
    private final Planner planner;
    private final Backfills backfills;
    private final BackfillVerbs verbs;
    private final BackfillViews views;
    private final Grid grid;

    BackfillController(
            JobsConfig config,
            Planner planner,
            Backfills backfills,
            BackfillVerbs verbs,
            BackfillViews views,
            Grid grid) {
        this.config = config;
        this.planner = planner;
        this.backfills = backfills;
        this.verbs = verbs;
        this.views = views;
        this.grid = grid;
    }

    /** What it would do (200), or that it is started (202). */
    @PostMapping
    ResponseEntity<?> start(
            @RequestBody String body,
            @RequestParam(name = "dryRun", defaultValue = "false") boolean dryRun,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownFeedException, PlanRefusedException, NothingFoundException, IOException, WrongStateException,
                    UnknownBackfillException {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "Idempotency-Key must have 1 to 200 characters");
        }
        BackfillRequest request = BackfillRequest.read(body);
        BackfillWish wish = request.wish(config, actor.name());
        if (dryRun) {
            return ResponseEntity.ok(PlanView.of(planner.plan(wish, Planner.LocalFiles.REFUSED)));
        }
        long id = backfills
                .start(wish, Planner.LocalFiles.REFUSED, key, request.isBegun(), BackfillVerbs.Via.API)
                .id();
        return ResponseEntity.accepted()
                .location(URI.create("/ops/v1/backfills/" + id))
                .body(views.get(id));
    }

    /** The newest first, without their partitions. */
    @GetMapping
    List<BackfillView> list(
            @RequestParam(name = "feed", required = false) @Nullable String feed,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_SHOWN) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "limit must lie in 1..1000, but is " + limit);
        }
        return views.newest(feed, limit);
    }

    /** One with its partitions. */
    @GetMapping("/{id:[0-9]{1,18}}")
    BackfillView find(@PathVariable("id") long id) throws UnknownBackfillException {
        return views.get(id);
    }

    /** How the hours of a feed are. */
    @GetMapping("/grid")
    List<Grid.NamedCell> grid(
            @RequestParam("feed") String feed,
            @RequestParam("from") String from,
            @RequestParam("to") String to,
            @RequestParam(name = "by", defaultValue = "month") String by,
            @RequestParam(name = "station", required = false) @Nullable List<String> stations)
            throws UnknownFeedException, PlanRefusedException {
        if (!by.equals("day") && !by.equals("month")) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "by must be day or month");
        }
        return grid.cells(feed, from, to, by.equals("day"), stations == null ? Set.of() : Set.copyOf(stations));
    }

    @PostMapping("/{id:[0-9]{1,18}}/pause")
    ResponseEntity<BackfillView> pause(
            @PathVariable("id") long id, @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownBackfillException, WrongStateException {
        return tell(id, BackfillVerb.PAUSE, actor);
    }

    @PostMapping("/{id:[0-9]{1,18}}/resume")
    ResponseEntity<BackfillView> resume(
            @PathVariable("id") long id, @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownBackfillException, WrongStateException {
        return tell(id, BackfillVerb.RESUME, actor);
    }

    @PostMapping("/{id:[0-9]{1,18}}/resume-failed")
    ResponseEntity<BackfillView> resumeFailed(
            @PathVariable("id") long id, @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownBackfillException, WrongStateException {
        return tell(id, BackfillVerb.RESUME_FAILED, actor);
    }

    @PostMapping("/{id:[0-9]{1,18}}/cancel")
    ResponseEntity<BackfillView> cancel(
            @PathVariable("id") long id, @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownBackfillException, WrongStateException {
        return tell(id, BackfillVerb.CANCEL, actor);
    }

    private ResponseEntity<BackfillView> tell(long id, BackfillVerb verb, Actor actor)
            throws UnknownBackfillException, WrongStateException {
        verbs.tell(id, verb, actor.name(), BackfillVerbs.Via.API);
        return ResponseEntity.accepted()
                .location(URI.create("/ops/v1/backfills/" + id))
                .body(views.get(id));
    }
}
