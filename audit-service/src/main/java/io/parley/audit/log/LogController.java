package io.parley.audit.log;

import static org.springframework.http.MediaType.APPLICATION_OCTET_STREAM;
import static org.springframework.http.MediaType.APPLICATION_OCTET_STREAM_VALUE;

import io.parley.platform.problem.DomainException;
import io.parley.platform.signing.NoteKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The log for everyone, in the formats of C2SP tlog-tiles. There is nothing personal in it, so no token is asked for.
@RestController
@RequestMapping("/v1/audit/log")
@Tag(name = "Audit log", description = "Public, verifiable with any C2SP tlog-tiles client")
@SecurityRequirements
class LogController {

    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final CacheControl A_MOMENT =
            CacheControl.maxAge(Duration.ofSeconds(1)).cachePublic();

    private final TransparencyLog log;
    private final LogStore store;
    private final NoteKey key;
    private final Cosignatures cosignatures;

    LogController(TransparencyLog log, LogStore store, NoteKey key, Cosignatures cosignatures) {
        this.log = log;
        this.store = store;
        this.key = key;
        this.cosignatures = cosignatures;
    }

    @GetMapping(value = "/checkpoint", produces = TEXT)
    @Operation(
            summary = "The latest signed checkpoint",
            description = "Origin, size and root hash as a signed note (C2SP tlog-checkpoint, signed-note), with the"
                    + " cosignatures that this very checkpoint has got so far (C2SP tlog-cosignature).")
    @ApiResponse(responseCode = "200", description = "The note")
    ResponseEntity<String> checkpoint() {
        return ResponseEntity.ok()
                .cacheControl(A_MOMENT)
                .body(cosignatures.newest().note());
    }

    @GetMapping(value = "/key", produces = TEXT)
    @Operation(
            summary = "The key that verifies checkpoints",
            description = "`name+id+key` as signed-note verifiers take it. Compare it with what you were given by"
                    + " another way: a log cannot vouch for its own key.")
    @ApiResponse(responseCode = "200", description = "The verifier key")
    ResponseEntity<String> key() {
        return ResponseEntity.ok().cacheControl(A_MOMENT).body(key.verifierKey());
    }

    @GetMapping(value = "/tile/{*path}", produces = APPLICATION_OCTET_STREAM_VALUE)
    @Operation(
            summary = "A tile of hashes, or a bundle of entries",
            description = "`<L>/<N>[.p/<W>]` is a tile of level L; `entries/<N>[.p/<W>]` are 256 or W entries, each a"
                    + " big-endian 16-bit length and the 32 bytes of a commitment. N is written in groups of three"
                    + " digits, all but the last led by `x`: `x001/x234/067`.")
    @ApiResponse(responseCode = "200", description = "Bytes that never change")
    @ApiResponse(responseCode = "404", description = "Not a tile, or the log has not grown that far")
    ResponseEntity<byte[]> tile(@PathVariable @Parameter(description = "Address of the tile") String path) {
        byte[] bytes = TilePath.parse(path.substring(1))
                .flatMap(this::read)
                .orElseThrow(() -> DomainException.notFound("tile"));
        return ResponseEntity.ok()
                .cacheControl(FOR_EVER)
                .contentType(APPLICATION_OCTET_STREAM)
                .body(bytes);
    }

    @GetMapping(value = "/witnessed/tile/{*path}", produces = APPLICATION_OCTET_STREAM_VALUE)
    @Operation(
            summary = "The same tiles, beside the witnessed checkpoint",
            description =
                    "So that a client of C2SP tlog-tiles can take `/v1/audit/log/witnessed` for the log's address.")
    @ApiResponse(responseCode = "200", description = "Bytes that never change")
    @ApiResponse(responseCode = "404", description = "Not a tile, or the log has not grown that far")
    ResponseEntity<byte[]> witnessedTile(@PathVariable @Parameter(description = "Address of the tile") String path) {
        return tile(path);
    }

    @GetMapping("/consistency")
    @Operation(
            summary = "Proof that the log only grew",
            description =
                    "From an older size to the latest checkpoint (RFC 9162 §2.1.4). The same can be computed from tiles.")
    @ApiResponse(responseCode = "200", description = "The proof")
    @ApiResponse(responseCode = "400", description = "`from` is not a size that the log has had")
    Consistency consistency(@RequestParam @Parameter(description = "Size of the older tree, at least 1") long from) {
        ConsistencyProof proof =
                log.consistency(from).orElseThrow(() -> DomainException.invalid("from", "1..size of the log"));
        return new Consistency(
                proof.from(),
                proof.to(),
                proof.path().stream().map(Hash::base64).toList(),
                proof.checkpoint());
    }

    /// @param path hashes in base64
    record Consistency(long from, long to, List<String> path, String checkpoint) {}

    private Optional<byte[]> read(TilePath path) {
        return switch (path) {
            case TilePath.Hashes tile -> store.tile(tile).map(LogController::concatenated);
            case TilePath.Entries bundle -> store.entries(bundle).map(LogController::prefixed);
        };
    }

    private static byte[] concatenated(List<Hash> hashes) {
        var bytes = ByteBuffer.allocate(hashes.size() * Hash.BYTES);
        hashes.forEach(hash -> bytes.put(hash.bytes()));
        return bytes.array();
    }

    private static byte[] prefixed(List<Hash> entries) {
        var bytes = ByteBuffer.allocate(entries.size() * (Short.BYTES + Hash.BYTES));
        entries.forEach(entry -> bytes.putShort((short) Hash.BYTES).put(entry.bytes()));
        return bytes.array();
    }
}
