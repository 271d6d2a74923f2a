package io.parley.client.proof;

import java.util.List;

/// What the audit log hands out to show that it only grew from size `from` to that of the checkpoint; hashes in base64.
public record ConsistencyProof(long from, long to, List<String> path, String checkpoint) {}
