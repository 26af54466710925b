package dev.florin.web;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads bodies, and where one is not what it should be, says all that is wrong with it and not only the first thing. */
final class Bodies extends JacksonJsonHttpMessageConverter {

    private static final ScopedValue<BodyFaults> FAULTS = ScopedValue.newInstance();

    Bodies(JsonMapper json) {
        super(json);
    }

    /** @throws MalformedBody if any field is unknown or of another type */
    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        var faults = new BodyFaults();
        try {
            Object body = ScopedValue.where(FAULTS, faults).call(() -> super.read(type, message, hints));
            if (!faults.isEmpty()) {
                throw faults.in(body);
            }
            return body;
        } catch (HttpMessageNotReadableException e) {
            throw e.getCause() instanceof JacksonException unreadable && faults.note(unreadable) ? faults.in(null) : e;
        }
    }

    @Override
    protected ObjectReader customizeReader(ObjectReader reader, JavaType type) {
        return FAULTS.isBound() ? reader.withHandler(Objects.requireNonNull(FAULTS.get())) : reader;
    }
}
