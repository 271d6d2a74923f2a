/// The way out for what a court or a regulator wants: a signed zip of archived messages, asked for by one person under
/// their grant, approved by another, built in the background, kept as ciphertext and handed out while the grant lives.
@NullMarked
package io.parley.archive.export;

import org.jspecify.annotations.NullMarked;
