package dev.calima.api.csv;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/** Lets a controller answer with a {@link CsvBody}. */
@Component
class CsvConverter implements HttpMessageConverter<CsvBody> {

    private static final MediaType CSV = new MediaType("text", "csv");

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return CsvBody.class.isAssignableFrom(type);
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(CSV);
    }

    @Override
    public CsvBody read(Class<? extends CsvBody> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("CSV is only written here", message);
    }

    @Override
    public void write(CsvBody body, @Nullable MediaType contentType, HttpOutputMessage message) throws IOException {
        if (contentType != null) {
            message.getHeaders().setContentType(contentType);
        }
        CsvText csv = new CsvText(message.getBody());
        body.writeTo(csv);
        csv.finish();
    }
}
