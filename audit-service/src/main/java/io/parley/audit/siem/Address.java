package io.parley.audit.siem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/// Where a receiver is, as it may be shown and recorded: nothing of it is a secret.
///
/// @param destination host and port, or topic; without a path, which may be a secret
/// @param digest SHA-256 of the settings that say where and how, path included
record Address(String name, String kind, String destination, String digest, boolean fromBeginning) {

    static Address of(String name, SiemProperties.Receiver receiver) {
        SiemProperties.Webhook webhook = receiver.webhook();
        SiemProperties.Syslog syslog = receiver.syslog();
        SiemProperties.Kafka kafka = receiver.kafka();
        if (webhook != null) {
            return of(
                    name,
                    receiver,
                    "webhook",
                    "https://" + webhook.url().getAuthority(),
                    webhook.url() + " " + webhook.bundle());
        }
        if (syslog != null) {
            String at = syslog.host() + ":" + syslog.port();
            return of(name, receiver, "syslog", at, at + " " + syslog.bundle());
        }
        if (kafka != null) {
            return of(name, receiver, "kafka", kafka.topic(), kafka.topic() + " " + new TreeMap<>(kafka.properties()));
        }
        throw new IllegalArgumentException("receivers." + name + ": no way (expected: checked before)");
    }

    private static Address of(
            String name, SiemProperties.Receiver receiver, String kind, String destination, String settings) {
        return new Address(name, kind, destination, sha256(kind + " " + settings), receiver.fromBeginning());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: unavailable (expected: part of every JDK)", e);
        }
    }
}
