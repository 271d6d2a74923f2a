/// What every service knows of itself: region, instance, neighbours, clock, JSON.
@NullMarked
package io.parley.platform.region;

import org.jspecify.annotations.NullMarked;
