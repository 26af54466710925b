package dev.florin.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This running Florin, among those that share its database. */
public final class Instance {

    private static final String NAME = host() + "/" + ProcessHandle.current().pid();

    private Instance() {}

    /** {@code host/4711}: its machine, and its process there. */
    public static String name() {
        return NAME;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }
}
