package dev.florin.disputes;

import dev.florin.disputes.DisputeEvent.EvidenceFile;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A file of evidence with what is in it. */
public record Evidence(EvidenceFile file, byte[] content) {

    /** As an answer that no browser shows or runs, whatever is in it: to be kept, and by nobody in between. */
    public ResponseEntity<byte[]> download() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename(file.name(), java.nio.charset.StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Cache-Control", "private, no-store")
                .body(content);
    }
}
