package dev.calima.batch.operate.web;

import dev.calima.batch.config.ConfigException;
import dev.calima.batch.profile.ProfileChangedException;
import dev.calima.batch.profile.ProfileDesk;
import dev.calima.batch.profile.ProfileState;
import dev.calima.batch.profile.TrainingProfiles;
import dev.calima.batch.profile.UnknownProfileException;
import dev.calima.batch.run.Actor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows training profiles, and changes them at run time. A change counts from the next training on. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/ops/v1/training-profiles")
class ProfilesController {

    private static final int LONGEST = 65_536;
    private static final int LONGEST_REASON = 2000;

    private final TrainingProfiles profiles;
    private final ProfileDesk desk;

    ProfilesController(
            @Qualifier(OperatorConfiguration.OPERATOR + "Profiles") TrainingProfiles profiles,
            @Qualifier(OperatorConfiguration.OPERATOR + "ProfileDesk") ProfileDesk desk) {
        this.profiles = profiles;
        this.desk = desk;
    }

    @GetMapping
    List<ProfileResponse> list() {
        return profiles.list().stream()
                .map(profile -> ProfileResponse.of(profile, List.of()))
                .toList();
    }

    /** One with everything that was ever given for it. */
    @GetMapping("/{name}")
    ResponseEntity<ProfileResponse> find(@PathVariable("name") String name) throws UnknownProfileException {
        return answer(profiles.get(name));
    }

    /** Puts a new content in use: YAML or JSON with the keys of a file in jobs-config/training. */
    @PutMapping("/{name}")
    ResponseEntity<ProfileResponse> put(
            @PathVariable("name") String name,
            @RequestBody String content,
            @RequestParam(name = "reason", required = false) @Nullable String reason,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String expected,
            @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws ProfileChangedException, UnknownProfileException {
        if (content.length() > LONGEST) {
            throw new OperatorProblem(HttpStatus.CONTENT_TOO_LARGE, "a training profile has up to 65,536 characters");
        }
        check(reason);
        return answer(desk.put(actor, name, content, version(expected), reason));
    }

    /** Puts a former version in use again; 0 is the file. */
    @PostMapping("/{name}/rollback")
    ResponseEntity<ProfileResponse> rollback(
            @PathVariable("name") String name,
            @RequestParam("version") int version,
            @RequestParam(name = "reason", required = false) @Nullable String reason,
            @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownProfileException, ProfileChangedException {
        check(reason);
        return answer(desk.rollback(actor, name, version, reason));
    }

    @ExceptionHandler
    ProblemDetail unknown(UnknownProfileException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail changed(ProfileChangedException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.PRECONDITION_FAILED, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail wrong(ConfigException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
    }

    private ResponseEntity<ProfileResponse> answer(ProfileState profile) throws UnknownProfileException {
        return ResponseEntity.ok()
                .eTag(String.format(Locale.ROOT, "\"%d\"", profile.version()))
                .body(ProfileResponse.of(profile, profiles.versions(profile.name())));
    }

    private static void check(@Nullable String reason) {
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "reason has up to 2,000 characters");
        }
    }

    private static @Nullable Integer version(@Nullable String expected) {
        if (expected == null) {
            return null;
        }
        String number = expected.replace("\"", "");
        if (!number.matches("[0-9]{1,9}")) {
            throw new OperatorProblem(
                    HttpStatus.BAD_REQUEST, "If-Match must be the ETag of the profile as it was read, such as \"3\"");
        }
        return Integer.valueOf(number);
    }
}
