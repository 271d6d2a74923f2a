package io.parley.archive.export;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One mail of an export (RFC 5322): from all who wrote in it, to all who were in the conversation, as text and HTML.
final class DayMail {

    private static final Session SESSION = Session.getInstance(new Properties());
    /// Some readers refuse longer headers; everybody's coming and going is in the mails as well.
    private static final int MOST_ADDRESSES = 1_000;

    private final Talk talk;
    private final String name;
    private final Instant at;
    private final Collection<Somebody> senders;
    private final MailParts parts;
    private final @Nullable String first;
    private final @Nullable String previous;

    DayMail(
            Talk talk,
            String name,
            Instant at,
            Collection<Somebody> senders,
            MailParts parts,
            @Nullable String first,
            @Nullable String previous) {
        this.talk = talk;
        this.name = name;
        this.at = at;
        this.senders = senders;
        this.parts = parts;
        this.first = first;
        this.previous = previous;
    }

    String name() {
        return name;
    }

    String id() {
        return talk.id() + "." + name + "@" + talk.region() + ".parley.invalid";
    }

    String subject() {
        return "Conversation " + talk.id() + ", " + name;
    }

    void writeTo(OutputStream out) throws IOException {
        try {
            MimeMessage mail = message();
            // The stream is the zip's, which goes on.
            mail.writeTo(out);
        } catch (MessagingException e) {
            throw new IOException("mail " + name + ": not written", e);
        }
    }

    private MimeMessage message() throws MessagingException {
        String id = "<" + id() + ">";
        var mail = new MimeMessage(SESSION) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        people(mail);
        mail.setSubject(subject());
        mail.setSentDate(Date.from(at));
        if (previous != null) {
            mail.setHeader("In-Reply-To", "<" + previous + ">");
            mail.setHeader("References", references());
        }
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Parley-Conversation", talk.id().toString());
        mail.setHeader(
                "X-Parley-Participants", Integer.toString(talk.participants().size()));
        mail.setContent(parts.content());
        mail.saveChanges();
        return mail;
    }

    private String references() {
        return String.join(
                "\r\n ",
                Stream.of(first, previous)
                        .filter(Objects::nonNull)
                        .distinct()
                        .map(id -> "<" + id + ">")
                        .toList());
    }

    private void people(MimeMessage mail) throws MessagingException {
        Address archive = new InternetAddress("archive@" + talk.region() + ".parley.invalid");
        mail.setSender(archive);
        mail.addFrom(senders.isEmpty() ? new Address[] {archive} : addresses(senders));
        mail.setRecipients(MimeMessage.RecipientType.TO, addresses(talk.participants()));
    }

    private Address[] addresses(Collection<Somebody> people) {
        List<Address> addresses =
                people.stream().limit(MOST_ADDRESSES).map(this::address).toList();
        return addresses.toArray(Address[]::new);
    }

    private Address address(Somebody person) {
        try {
            String called = Clean.text(person.shown()).replaceAll("[\\p{Cntrl}]", " ");
            return new InternetAddress(talk.address(person), called, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("UTF-8: absent (expected: in every Java platform)", e);
        }
    }
}
