package dev.florin.gateways;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lines to all acquirers that are configured. */
final class Lines implements AutoCloseable {

    private final Map<GatewayId, Line> lines;

    Lines(List<Line> lines) {
        this.lines =
                lines.stream().collect(Collectors.toMap(line -> line.acquirer().id(), Function.identity()));
    }

    Optional<Line> find(GatewayId gateway) {
        return Optional.ofNullable(lines.get(gateway));
    }

    Collection<Line> all() {
        return lines.values();
    }

    @Override
    public void close() {
        lines.values().forEach(Line::close);
    }
}
