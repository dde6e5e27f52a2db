package dev.calima.batch.operate.web;

import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.LoadFailedException;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.LoadParameters;
import dev.calima.batch.ingest.UnknownFeedException;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.batch.ingest.load.RefusedLoadException;
import dev.calima.batch.operate.web.UploadWriter.Upload;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunRequest;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Loading what an operator has sent. The upload tells how its run ended. */
@Component
class UploadRun implements RunnableJob {

    /** Name of the job, as it is asked for. */
    static final String NAME = "observations-load-upload";

    static final String UPLOAD = "upload";

    private final UploadWriter uploads;
    private final LandingArea landing;
    private final IngestJob job;

    UploadRun(UploadWriter uploads, LandingArea landing, IngestJob job) {
        this.uploads = uploads;
        this.landing = landing;
        this.job = job;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** What asks for the run of an upload; however often it is asked for, there is one. */
    static RunRequest request(UUID upload, String requestedBy) {
        return RunRequest.of(NAME, Map.of(UPLOAD, upload.toString()), requestedBy)
                .called("upload " + upload);
    }

    @Override
    public String description() {
        return "Loads the files of an upload.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of(
                RunParameter.required(UPLOAD, ParameterType.KEY, "key of the upload, as its address tells it"),
                LoadParameters.aggregates());
    }

    @Override
    public RunResult run(Run run) throws Exception {
        UUID id = UUID.fromString(run.get(UPLOAD));
        Upload upload = uploads.find(id).orElseThrow(() -> new IOException("there is no upload " + id));
        uploads.begin(id);
        try {
            LoadOutcome outcome =
                    job.loadLanded(upload.feed(), files(upload), false, upload.mostRejected(), run.control());
            RunResult result = LoadParameters.result(run, outcome, run.loadId() != null);
            if (!outcome.stopped()) {
                boolean nothing = !outcome.files().isEmpty()
                        && outcome.refused().size() == outcome.files().size();
                uploads.end(
                        id,
                        outcome.loadId(),
                        nothing ? outcome.refused().getFirst().problem() : null);
            }
            return result;
        } catch (MissingFileException | UnknownFeedException e) {
            uploads.end(id, null, e.getMessage());
            throw e;
        } catch (LoadFailedException e) {
            if (e.getCause() instanceof RefusedLoadException) {
                uploads.end(id, null, e.getMessage());
            }
            throw e; // otherwise it may be taken up again, or restarted
        }
    }

    private static final class MissingFileException extends IOException {

        private static final long serialVersionUID = 1;

        MissingFileException(String name) {
            super(name + " is not in the landing area any more: send it again");
        }
    }

    private List<LandedFile> files(Upload upload) throws IOException {
        List<LandedFile> files = new ArrayList<>();
        for (UploadWriter.File file : upload.files()) {
            @Nullable LandedFile landed = landing.find(upload.feed(), file.landedPath()).orElse(null);
            if (landed == null) {
                throw new MissingFileException(file.name());
            }
            files.add(landed);
        }
        return files;
    }
}
