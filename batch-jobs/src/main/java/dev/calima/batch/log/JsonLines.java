package dev.calima.batch.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;

/**
 * Writes each event as one line of JSON with the names of the Elastic Common Schema. What a job is about ({@link LogContext})
 * stands in it by its own names. Control characters are escaped, so no text can begin a line of its own or speak to a
 * terminal; secrets are hidden; long texts are cut. Spring Boot's own encoder needs Spring's environment, and our first lines
 * are written before there is one.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

    private static final int MOST_MESSAGE = 16_384;
    private static final int MOST_STACK = 32_768;
    private static final String CUT = " ... (cut)";
    private static final byte[] NOTHING = {};

    private final ThrowableProxyConverter stacks = new ThrowableProxyConverter();
    private final JsonWriter<ILoggingEvent> writer = JsonWriter.of(this::members);

    private void members(JsonWriter.Members<ILoggingEvent> line) {
        line.add("@timestamp", ILoggingEvent::getInstant);
        line.add("log").usingMembers(log -> {
            log.add("level", ILoggingEvent::getLevel);
            log.add("logger", ILoggingEvent::getLoggerName);
        });
        line.add("process").usingMembers(process -> {
            process.add("pid", event -> ProcessHandle.current().pid());
            process.add("thread").usingMembers(thread -> thread.add("name", ILoggingEvent::getThreadName));
        });
        line.add("message", event -> shown(event.getFormattedMessage(), MOST_MESSAGE));
        line.addMapEntries(ILoggingEvent::getMDCPropertyMap);
        line.add("error").when(event -> event.getThrowableProxy() != null).usingMembers(error -> {
            error.add("type", event -> event.getThrowableProxy().getClassName());
            error.add("message", event -> shown(event.getThrowableProxy().getMessage(), MOST_MESSAGE));
            error.add("stack_trace", event -> shown(stacks.convert(event), MOST_STACK));
        });
    }

    @Override
    public void start() {
        Redaction.hideSecretsOf(System.getenv());
        stacks.start();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = writer.writeToString(event)
                .replace("\u2028", "\\u2028") // some take these two for the end of a line; JSON does not
                .replace("\u2029", "\\u2029");
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String shown(@Nullable String text, int most) {
        String whole = Redaction.of(Objects.requireNonNullElse(text, ""));
        return whole.length() <= most ? whole : whole.substring(0, most) + CUT;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
