package dev.calima.batch.operate.web;

import dev.calima.batch.registry.ChampionStaysException;
import dev.calima.batch.registry.ModelDesk;
import dev.calima.batch.registry.RegisteredModel;
import dev.calima.batch.registry.RegistryFilter;
import dev.calima.batch.registry.RegistryReader;
import dev.calima.batch.registry.SeriesPath;
import dev.calima.batch.registry.UnknownModelException;
import dev.calima.batch.run.Actor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows which models are in use and which challenge them, and changes it by hand. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/ops/v1/models")
class ModelsController {

    private static final int LONGEST_REASON = 2000;
    private static final String SERIES = "/{network}/{station}/{parameter}";

    private final RegistryReader registry;
    private final ModelDesk desk;

    ModelsController(
            @Qualifier(OperatorConfiguration.OPERATOR + "Registry") RegistryReader registry,
            @Qualifier(OperatorConfiguration.OPERATOR + "ModelDesk") ModelDesk desk) {
        this.registry = registry;
        this.desk = desk;
    }

    @GetMapping
    List<RegisteredModel> list(
            @RequestParam(name = "network", required = false) @Nullable String network,
            @RequestParam(name = "station", required = false) @Nullable String station,
            @RequestParam(name = "parameter", required = false) @Nullable String parameter,
            @RequestParam(name = "role", required = false) @Nullable String role) {
        if (role != null && !role.equals("champion") && !role.equals("challenger")) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "role must be champion or challenger");
        }
        return registry.list(new RegistryFilter(network, station, parameter, role));
    }

    @GetMapping(SERIES)
    ModelResponse find(
            @PathVariable("network") String network,
            @PathVariable("station") String station,
            @PathVariable("parameter") String parameter) {
        SeriesPath series = new SeriesPath(network, station, parameter);
        List<RegisteredModel> models = registry.list(RegistryFilter.of(series));
        if (models.isEmpty()) {
            throw new OperatorProblem(
                    HttpStatus.NOT_FOUND, series + " has no model; GET /ops/v1/models lists the series that have one");
        }
        return ModelResponse.of(series.toString(), models, registry.changes(series));
    }

    /** Makes a model the champion: the newest challenger, or the one that is named. */
    @PostMapping(SERIES + "/promote")
    RegisteredModel promote(
            @PathVariable("network") String network,
            @PathVariable("station") String station,
            @PathVariable("parameter") String parameter,
            @RequestParam(name = "model", required = false) @Nullable Long model,
            @RequestParam(name = "reason", required = false) @Nullable String reason,
            @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownModelException, ChampionStaysException {
        check(reason);
        return desk.promote(actor, new SeriesPath(network, station, parameter), model, reason);
    }

    /** Brings a former champion back and holds it: the one before the present, or the one that is named. */
    @PostMapping(SERIES + "/rollback")
    RegisteredModel rollback(
            @PathVariable("network") String network,
            @PathVariable("station") String station,
            @PathVariable("parameter") String parameter,
            @RequestParam(name = "model", required = false) @Nullable Long model,
            @RequestParam(name = "reason", required = false) @Nullable String reason,
            @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownModelException, ChampionStaysException {
        check(reason);
        return desk.rollback(actor, new SeriesPath(network, station, parameter), model, reason);
    }

    @ExceptionHandler
    ProblemDetail unknown(UnknownModelException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail stays(ChampionStaysException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
    }

    private static void check(@Nullable String reason) {
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "reason has up to 2,000 characters");
        }
    }
}
