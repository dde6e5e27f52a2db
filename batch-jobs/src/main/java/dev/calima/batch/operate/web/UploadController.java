package dev.calima.batch.operate.web;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.fetch.Incoming;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.operate.web.UploadWriter.Upload;
import dev.calima.batch.run.Actor;
import dev.calima.batch.run.AuditWriter;
import dev.calima.batch.run.QueueFullException;
import dev.calima.batch.run.RunRequests;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes files of a feed, keeps them, and has them loaded in the background. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/ops/v1/uploads")
class UploadController {

    private static final int MOST_SHOWN = 1000;
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_NAME = 200;

    private final JobsConfig config;
    private final LandingArea landing;
    private final UploadWriter uploads;
    private final RunRequests requests;
    private final LoadReader loads;
    private final AuditWriter audit;
    private final TransactionTemplate transaction;

    UploadController(
            JobsConfig config,
            LandingArea landing,
            @Qualifier(OperatorConfiguration.OPERATOR + "Uploads") UploadWriter uploads,
            @Qualifier(OperatorConfiguration.OPERATOR + "Requests") RunRequests requests,
            @Qualifier(OperatorConfiguration.OPERATOR + "Loads") LoadReader loads,
            @Qualifier(OperatorConfiguration.OPERATOR + "AuditWriter") AuditWriter audit,
            @Qualifier(OperatorConfiguration.OPERATOR + "TransactionManager") PlatformTransactionManager transactions) {
        this.config = config;
        this.landing = landing;
        this.uploads = uploads;
        this.requests = requests;
        this.loads = loads;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Several files, as a form. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<UploadResponse> form(
            @RequestParam("feed") String feed,
            @RequestParam("file") List<MultipartFile> files,
            @RequestParam(name = "maxRejectedShare", required = false) @Nullable Double mostRejected,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws IOException, QueueFullException {
        check(feed, mostRejected, key);
        requests.requireRoom(actor.name());
        List<LandedFile> landed = new ArrayList<>();
        for (MultipartFile file : files) {
            try (InputStream in = file.getInputStream()) {
                landed.addAll(land(feed, file.getOriginalFilename(), in));
            }
        }
        return accept(feed, mostRejected, key, landed, actor);
    }

    /** One file, as the body: nothing is spooled twice. */
    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<UploadResponse> body(
            @RequestParam("feed") String feed,
            @RequestParam("name") String name,
            @RequestParam(name = "maxRejectedShare", required = false) @Nullable Double mostRejected,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor,
            InputStream in)
            throws IOException, QueueFullException {
        check(feed, mostRejected, key);
        requests.requireRoom(actor.name());
        return accept(feed, mostRejected, key, land(feed, name, in), actor);
    }

    /** How an upload is. */
    @GetMapping("/{id}")
    UploadResponse find(@PathVariable("id") UUID id) {
        return uploads.find(id)
                .map(this::response)
                .orElseThrow(() -> new OperatorProblem(HttpStatus.NOT_FOUND, "there is no upload " + id));
    }

    /** The newest first. */
    @GetMapping
    List<UploadResponse> list(@RequestParam(name = "limit", defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_SHOWN) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "limit must lie in 1..1000, but is " + limit);
        }
        return uploads.newest(limit).stream().map(this::response).toList();
    }

    private void check(String feed, @Nullable Double mostRejected, @Nullable String key) {
        if (!config.feeds().containsKey(feed)) {
            throw new OperatorProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "there is no feed '" + printable(feed) + "'; known are "
                            + new TreeSet<>(config.feeds().keySet()));
        }
        if (mostRejected != null && !(mostRejected >= 0 && mostRejected <= 1)) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "maxRejectedShare must lie in 0..1");
        }
        if (key != null && (key.isEmpty() || key.length() > LONGEST_KEY)) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "Idempotency-Key must have 1 to 200 characters");
        }
    }

    private List<LandedFile> land(String feed, @Nullable String name, InputStream in) throws IOException {
        String plain = plainName(name);
        return landing.land(feed, Incoming.of(plain, "upload " + plain, java.util.Map.of(), in));
    }

    /** A name without folders and odd characters; it is shown, and never becomes a path of ours. */
    private static String plainName(@Nullable String name) {
        String last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String plain = printable(last).strip();
        if (plain.isEmpty() || plain.equals(".") || plain.equals("..")) {
            return "upload";
        }
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(plain.length() - LONGEST_NAME);
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    private ResponseEntity<UploadResponse> accept(
            String feed, @Nullable Double mostRejected, @Nullable String key, List<LandedFile> files, Actor actor) {
        String content = sha256(files.stream().map(LandedFile::sha256).toList().toString());
        Upload upload =
                Objects.requireNonNull(transaction.execute(_ -> queue(feed, mostRejected, key, content, files, actor)));
        if (!upload.feed().equals(feed) || !upload.contentSha256().equals(content)) {
            throw new OperatorProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "the Idempotency-Key was given to another upload, " + upload.id()
                            + ": use a new one for new content");
        }
        return ResponseEntity.accepted()
                .location(URI.create("/ops/v1/uploads/" + upload.id()))
                .body(response(upload));
    }

    /** The upload, the run that loads it, and who sent it, in one transaction. Sent twice it is loaded once. */
    private Upload queue(
            String feed,
            @Nullable Double mostRejected,
            @Nullable String key,
            String content,
            List<LandedFile> files,
            Actor actor) {
        Upload upload = uploads.queue(feed, key, content, mostRejected, files);
        if (upload.feed().equals(feed) && upload.contentSha256().equals(content)) {
            requests.submitOrRepeat(UploadRun.request(upload.id(), actor.name()));
            audit.write(actor, "upload", "upload " + upload.id(), null, "done", "feed " + feed);
        } else {
            audit.write(actor, "upload", "upload " + upload.id(), null, "refused", "the key was given to it before");
        }
        return upload;
    }

    private UploadResponse response(Upload upload) {
        @Nullable Long load = upload.loadId();
        return UploadResponse.of(upload, load == null ? List.of() : loads.files(load));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
