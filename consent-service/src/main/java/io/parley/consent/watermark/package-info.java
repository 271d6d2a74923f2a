/// One order for everything that can change a legal basis, and the promise up to when it is complete.
///
/// Whoever changes a basis takes its effective time here, inside its transaction; the watermark tells readers of the
/// basis topic up to which instant nothing can be missing any more.
@NullMarked
package io.parley.consent.watermark;

import org.jspecify.annotations.NullMarked;
