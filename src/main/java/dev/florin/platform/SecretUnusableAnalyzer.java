package dev.florin.platform;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows {@link SecretUnusable} as two sentences in place of a stack trace. */
final class SecretUnusableAnalyzer extends AbstractFailureAnalyzer<SecretUnusable> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SecretUnusable cause) {
        return new FailureAnalysis(cause.problem(), cause.action(), cause);
    }
}
