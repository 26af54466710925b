package dev.florin.platform;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Spans, sent by OTLP over HTTP in the background; if nobody takes them they are dropped. What is open is the thread's
 * {@link Mentions}, so that it goes wherever they are carried, and stands in the log. Loaded only where tracing is on.
 */
final class OtlpTraces implements Traces, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final TextMapGetter<String> PARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(Mentions.TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(Mentions.TRACEPARENT) ? carrier : null;
        }
    };

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /**
     * @param endpoint where spans are posted to, with its path: {@code http://collector:4318/v1/traces}
     * @param sampled how many of those traces that begin here are kept, of 1
     */
    OtlpTraces(String endpoint, double sampled) {
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.builder()
                        .put("service.name", "florin")
                        .put("service.instance.id", Instance.name())
                        .build()))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sampled)))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(endpoint)
                                .setTimeout(PATIENCE)
                                .build())
                        .setScheduleDelay(Duration.ofSeconds(1))
                        .build())
                .build();
        this.tracer = provider.get("dev.florin");
    }

    @Override
    public boolean on() {
        return true;
    }

    @Override
    public Span begin(String name, Kind kind, @Nullable String parent) {
        String open = Mentions.get(Mentions.TRACEPARENT);
        String above = parent == null ? open : parent;
        Context context = above == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), above, PARENT);
        var span = tracer.spanBuilder(name)
                .setParent(context)
                .setSpanKind(SpanKind.valueOf(kind.name()))
                .startSpan();
        return new Open(span, open, Mentions.get(Mentions.TRACE));
    }

    private static final class Open implements Traces.Span {

        private final io.opentelemetry.api.trace.Span span;
        private final @Nullable String before;
        private final @Nullable String traceBefore;

        Open(io.opentelemetry.api.trace.Span span, @Nullable String before, @Nullable String traceBefore) {
            this.span = span;
            this.before = before;
            this.traceBefore = traceBefore;
            SpanContext context = span.getSpanContext();
            // One that is not kept is told onwards too, so that nothing below it begins a trace of its own
            Mentions.put(Mentions.TRACEPARENT, written(context));
            Mentions.put(Mentions.TRACE, context.isSampled() ? context.getTraceId() : null);
        }

        private static String written(SpanContext context) {
            return "00-%s-%s-%s"
                    .formatted(
                            context.getTraceId(),
                            context.getSpanId(),
                            context.getTraceFlags().asHex());
        }

        @Override
        public void name(String name) {
            span.updateName(name);
        }

        @Override
        public void note(String key, String value) {
            span.setAttribute(key, value);
        }

        @Override
        public void fail(String why) {
            span.setStatus(StatusCode.ERROR, why);
        }

        @Override
        public void close() {
            span.end();
            Mentions.put(Mentions.TRACEPARENT, before);
            Mentions.put(Mentions.TRACE, traceBefore);
        }
    }

    @Override
    public void close() {
        provider.shutdown().join(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
