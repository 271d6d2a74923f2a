package io.parley.client.proof;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// What the audit log hands out for one event; byte strings in base64.
///
/// @param entry the commitment, SHA-256(salt ‖ canonical JSON of body)
/// @param body as a string: exactly the bytes that were committed to; as an object: to be made canonical
/// @param checkpoint a signed note whose size is beyond `index`
public record EventProof(
        long index, String entry, String salt, JsonNode body, List<String> inclusionProof, String checkpoint) {}
