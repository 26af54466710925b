package dev.florin.disputes;

import dev.florin.kernel.Tenant;

/** Something happened to a dispute. Published with the commit of that. @param version what it then was, by the number of its events */
public record DisputeChanged(Tenant tenant, DisputeId dispute, What what, int version) {

    /** What those who are told of it call it. */
    public enum What {
        OPENED,
        UPDATED,
        WON,
        LOST
    }
}
