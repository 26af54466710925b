package dev.florin.reconciliation;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.stereotype.Component;

/** Takes a request's body in as a file, whatever it is said to be. */
@Component
class UploadConverter extends AbstractHttpMessageConverter<Upload> {

    UploadConverter() {
        super(MediaType.ALL);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == Upload.class;
    }

    @Override
    protected Upload readInternal(Class<? extends Upload> type, HttpInputMessage message) throws IOException {
        try {
            return Upload.of(message.getBody());
        } catch (UncheckedIOException e) {
            throw e.getCause(); // as whoever answers expects it of a body: it may be too large
        }
    }

    @Override
    protected void writeInternal(Upload upload, HttpOutputMessage message) {
        throw new UnsupportedOperationException("Uploads are read alone");
    }
}
