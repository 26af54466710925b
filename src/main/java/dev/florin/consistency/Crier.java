package dev.florin.consistency;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Writes what was found into the log, once, however often the instance that found it dies. */
@Component
class Crier {

    private static final Logger log = LoggerFactory.getLogger(Crier.class);

    private final FindingRepository findings;

    Crier(FindingRepository findings) {
        this.findings = findings;
    }

    @ApplicationModuleListener
    void on(DiscrepancyFound found) {
        findings.find(found.finding())
                .ifPresent(finding -> log.error(
                        "{} is broken: {} of {} should be {} and is {}. Change nothing by hand: /admin/consistency shows"
                                + " what belongs to it, and docs/operations.md says how to go on.",
                        finding.check(),
                        found.aspect(),
                        found.subject(),
                        finding.discrepancy().expected(),
                        finding.discrepancy().actual()));
    }
}
