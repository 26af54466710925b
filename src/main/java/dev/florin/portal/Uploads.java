package dev.florin.portal;

import dev.florin.disputes.NewFile;
import dev.florin.merchants.Logo;
import dev.florin.pages.UploadBound;
import dev.florin.reconciliation.Upload;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How large the files are that forms of the portal take; their modules say the same once more, to the byte. */
@Configuration(proxyBeanMethods = false)
class Uploads {

    private static final String STATEMENTS = "A statement may have at most 64 MiB. Ask the bank for a shorter time.";

    @Bean
    UploadBound boundOfStatements() {
        return UploadBound.of("/dashboard/reconciliation/upload", Upload.MOST_BYTES, STATEMENTS);
    }

    /** One to try its source on. */
    @Bean
    UploadBound boundOfSamples() {
        return UploadBound.of("/dashboard/reconciliation/sources/**", Upload.MOST_BYTES, STATEMENTS);
    }

    @Bean
    UploadBound boundOfEvidence() {
        return UploadBound.of("/dashboard/disputes/*/files", NewFile.LARGEST, "A file may have at most 5 MB.");
    }

    @Bean
    UploadBound boundOfLogos() {
        return UploadBound.of("/dashboard/settings", Logo.LARGEST, "A logo may have at most 32 kB.");
    }
}
