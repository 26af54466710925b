package dev.florin.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The addresses behind a name. */
@FunctionalInterface
public interface Names {

    /** As this machine is set up to ask for them. */
    Names SYSTEM = InetAddress::getAllByName;

    InetAddress[] lookUp(String host) throws UnknownHostException;
}
