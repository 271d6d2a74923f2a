/// Where sealed objects lie: a directory, or a bucket that speaks S3. It sees ciphertext only and knows no files.
@NullMarked
package io.parley.platform.store;

import org.jspecify.annotations.NullMarked;
