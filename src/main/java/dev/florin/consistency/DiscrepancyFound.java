package dev.florin.consistency;

import java.util.UUID;

/** A discrepancy was found that was not known before. Published with the commit that keeps it. */
public record DiscrepancyFound(UUID finding, String check, String subject, String aspect) {}
