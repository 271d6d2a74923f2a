/// The main job of Parley, played against a running region through its public API only, with every step checked.
@NullMarked
package io.parley.local.demo;

import org.jspecify.annotations.NullMarked;
