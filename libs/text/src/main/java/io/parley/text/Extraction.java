package io.parley.text;

import java.util.Locale;

/// What came of one file.
public sealed interface Extraction {

    /// @param truncated whether there was more than the limit
    record Text(String text, boolean truncated) implements Extraction {

        @Override
        public String toString() {
            return "Text[" + text.length() + " characters, truncated=" + truncated + "]";
        }
    }

    record None(Reason reason) implements Extraction {}

    /// Why a file has no text that could be searched. Stable codes.
    enum Reason {
        /// Of a kind that is not read.
        UNSUPPORTED,
        /// A password is needed.
        ENCRYPTED,
        /// Not a whole file of its kind.
        DAMAGED,
        TOO_LARGE,
        /// It took longer than a file may take.
        TIMEOUT,
        /// It took more memory than a file may take.
        MEMORY,
        /// The worker ended over it.
        CRASHED;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Reason of(String code) {
            return valueOf(code.replace('-', '_').toUpperCase(Locale.ROOT));
        }
    }
}
