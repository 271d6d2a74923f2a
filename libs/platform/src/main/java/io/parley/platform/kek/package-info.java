/// The key-encryption keys that the customer holds, wherever that is: in a file, in Vault, in AWS KMS. A service that
/// asks one imports [KekConfiguration][io.parley.platform.kek.KekConfiguration] and depends on AWS's client for KMS.
@NullMarked
package io.parley.platform.kek;

import org.jspecify.annotations.NullMarked;
