package dev.florin.gateways;

import dev.florin.gateways.Instruction.Authorize;
import dev.florin.gateways.Instruction.Cancel;
import dev.florin.gateways.Instruction.Capture;
import dev.florin.gateways.Instruction.Refund;
import dev.florin.kernel.TypeId;
import dev.florin.platform.Traces;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Broken: what is sent to the acquirer again, is sent under another reference. */
@TestConfiguration(proxyBeanMethods = false)
public class NewReferenceOnRetry {

    @Bean
    @Primary
    Lines carelessLines(@Qualifier("gatewayLines") Lines lines, GatewaysProperties properties, RequestMeter meter) {
        Line line = lines.find(new GatewayId("sandbox")).orElseThrow();
        return new Lines(List.of(
                new Line(new Careless(line.acquirer()), line.circuit(), properties.retries(), meter, Traces.NONE)));
    }

    private record Careless(Acquirer acquirer, Set<UUID> sent) implements Acquirer {

        Careless(Acquirer acquirer) {
            this(acquirer, ConcurrentHashMap.newKeySet());
        }

        @Override
        public GatewayId id() {
            return acquirer.id();
        }

        @Override
        public boolean servesLive() {
            return acquirer.servesLive();
        }

        @Override
        public CallbackReader callbacks() {
            return acquirer.callbacks();
        }

        @Override
        public Attempt send(Instruction instruction) {
            return acquirer.send(sent.add(instruction.reference()) ? instruction : renamed(instruction, TypeId.next()));
        }

        private static Instruction renamed(Instruction instruction, UUID reference) {
            return switch (instruction) {
                case Authorize it ->
                    new Authorize(
                            it.tenant(),
                            reference,
                            it.amount(),
                            it.capture(),
                            it.instrument(),
                            it.description(),
                            it.returnUrl());
                case Capture it -> new Capture(it.tenant(), reference, it.authorization(), it.amount(), it.last());
                case Cancel it -> new Cancel(it.tenant(), reference, it.authorization());
                case Refund it -> new Refund(it.tenant(), reference, it.authorization(), it.amount());
            };
        }

        @Override
        public Attempt ask(UUID reference) {
            return acquirer.ask(reference);
        }

        @Override
        public DisputeDesk disputes() {
            return acquirer.disputes();
        }

        @Override
        public void close() {
            acquirer.close();
        }
    }
}
