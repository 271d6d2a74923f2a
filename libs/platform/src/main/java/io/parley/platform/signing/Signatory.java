package io.parley.platform.signing;

/// Who signs, as a service tells it.
///
/// @param purpose of the key, as `audit-log`; its wrapped form is bound to it
/// @param name under which it signs
/// @param pemSetting the variable that names the file `pem`
/// @param pem a key from before services made theirs, taken over at the first start; empty: none
/// @param before what was signed so far
public record Signatory(String purpose, String name, String pemSetting, String pem, SignedBefore before) {}
