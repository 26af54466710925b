package dev.florin.torture;

import dev.florin.torture.FaultKind.Healing;
import dev.florin.torture.HttpRelay.Manner;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** What a network does to connections and to messages. */
final class NetworkFaults {

    private NetworkFaults() {}

    /** Resets connections again and again; new ones are taken. */
    static Healing cut(Cluster cluster, Random random, Function<Instance, TcpProxy> way) {
        List<TcpProxy> some = some(cluster, random, way);
        var cutting = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    some.forEach(TcpProxy::cut);
                    Thread.sleep(700);
                }
            } catch (InterruptedException _) {
                // healed
            }
        });
        return () -> {
            cutting.interrupt();
            cutting.join();
        };
    }

    /** Nothing flows; afterwards either everything does that was held back, or the connections turn out to be dead. */
    static Healing freeze(Cluster cluster, Random random, Function<Instance, TcpProxy> way) {
        List<TcpProxy> some = some(cluster, random, way);
        boolean dead = random.nextBoolean();
        some.forEach(TcpProxy::freeze);
        return () -> {
            if (dead) {
                some.forEach(TcpProxy::cut);
            }
            some.forEach(TcpProxy::heal);
        };
    }

    static Healing slow(Cluster cluster, Random random, Function<Instance, TcpProxy> way) {
        List<TcpProxy> some = some(cluster, random, way);
        some.forEach(proxy -> proxy.slow(Duration.ofMillis(random.nextInt(20, 150))));
        return () -> some.forEach(TcpProxy::heal);
    }

    static Healing refuse(Cluster cluster, Random random, Function<Instance, TcpProxy> way) {
        List<TcpProxy> some = some(cluster, random, way);
        some.forEach(TcpProxy::refuse);
        return () -> some.forEach(TcpProxy::heal);
    }

    /** Of one instance, or of all. */
    private static List<TcpProxy> some(Cluster cluster, Random random, Function<Instance, TcpProxy> way) {
        List<Instance> all = cluster.instances();
        int one = random.nextInt(all.size() + 1);
        return (one == all.size() ? all : List.of(all.get(one)))
                .stream().map(way).toList();
    }

    /** What becomes of most messages, and of some not. */
    static Healing misdeliver(HttpRelay relay, Random random, Manner manner) {
        relay.behave(manner, 0.7, random.nextLong());
        return relay::heal;
    }

    static Healing withhold(HttpRelay relay, Random random, Manner manner) {
        relay.behave(manner, 1, random.nextLong());
        return relay::heal;
    }
}
