package io.parley.archive.export;

/// The entries of a mail, as plain text and as HTML side by side.
final class MailBody {

    private static final String ERASED = "[erased: the author's key was destroyed]";

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();

    void add(Entry entry) {
        String when = Times.iso(entry.at()) + " (" + entry.at().toEpochMilli() + " ms) #" + entry.seq() + " ";
        switch (entry) {
            case Entry.Entered entered -> line(when + person(entered.person()) + " entered", "");
            case Entry.Left left -> line(when + person(left.person()) + " left", "");
            case Entry.Recall recall -> line(when + "message " + recall.message() + " was recalled", "");
            case Entry.Receipt receipt -> {}
            case Entry.Version version -> version(when, version);
            case Entry.Reaction reaction ->
                sign(
                        when,
                        reaction,
                        (reaction.removed() ? "took back from" : "reacted to") + " message " + reaction.message());
            case Entry.Title title -> sign(when, title, "titled the conversation");
        }
    }

    int length() {
        return text.length();
    }

    String text() {
        return text.toString();
    }

    String html() {
        return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Conversation</title></head><body>\n" + html
                + "</body></html>\n";
    }

    private void version(String when, Entry.Version version) {
        Words words = version.words();
        String what =
                (version.edit() ? "edit of message " : "message ") + version.message() + ", record " + version.record();
        line(when + person(version.sender()) + ", " + what, words == null ? ERASED : words.described());
        version.files().forEach(file -> line("with " + file.described(), ""));
    }

    private void sign(String when, Entry.Kept kept, String what) {
        Words words = kept.words();
        line(
                when + person(kept.sender()) + " " + what + ", record " + kept.record(),
                words == null ? ERASED : words.sign());
    }

    private static String person(Somebody person) {
        return Clean.text(person.shown()) + " <" + person.id() + "> (" + person.kind() + ")";
    }

    /// In the text every line of words is indented, so that no words can look like an entry.
    private void line(String head, String words) {
        text.append(head.replaceAll("\\R", " ")).append('\n');
        html.append("<p>").append(XmlOut.escaped(head)).append("</p>\n");
        if (!words.isEmpty()) {
            words.lines().forEach(line -> text.append("    ").append(line).append('\n'));
            html.append("<pre>").append(XmlOut.escaped(words)).append("</pre>\n");
        }
        text.append('\n');
    }
}
