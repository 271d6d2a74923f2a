package io.parley.text.worker;

/// @param reason why there is no text; empty when there is
record Answer(String reason, String text, boolean truncated) {

    static Answer none(String reason) {
        return new Answer(reason, "", false);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
