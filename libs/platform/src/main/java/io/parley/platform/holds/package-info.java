/// The question that comes before every destruction: does a legal hold need this?
@NullMarked
package io.parley.platform.holds;

import org.jspecify.annotations.NullMarked;
