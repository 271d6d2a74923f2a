package io.parley.audit.siem;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// An event as a syslog message (RFC 5424 §6), its OCSF form as the free part. The whole is ASCII: no byte order mark
/// is needed, and a length in characters is one in octets.
final class SyslogLine {

    /// Log audit (RFC 5424 §6.2.1).
    private static final int FACILITY = 13;

    private static final int HIGH = 4;
    private static final int MEDIUM = 3;

    /// Severities of syslog.
    private static final int ERROR = 3;
    private static final int WARNING = 4;
    private static final int INFORMATIONAL = 6;

    private static final int LONGEST_HOST = 255;
    private static final int LONGEST_APP = 48;
    private static final int LONGEST_ID = 32;

    private SyslogLine() {}

    /// Octet-counted (RFC 5425 §4.3).
    static byte[] frame(Outgoing event, String host) {
        String line = of(event, host);
        return (line.length() + " " + line).getBytes(US_ASCII);
    }

    static String of(Outgoing event, String host) {
        return "<" + (FACILITY * 8 + severity(event.severity())) + ">1 " + event.at() + " "
                + name(host, LONGEST_HOST) + " " + name(event.service(), LONGEST_APP) + " - "
                + name(event.action(), LONGEST_ID) + " [meta sequenceId=\"" + sequence(event.index()) + "\"] "
                + event.ocsf();
    }

    /// `meta sequenceId` counts from 1 to 2147483647 and begins again (RFC 5424 §7.3.1).
    private static long sequence(long index) {
        return index % Integer.MAX_VALUE + 1;
    }

    private static int severity(int ocsf) {
        return switch (ocsf) {
            case HIGH -> ERROR;
            case MEDIUM -> WARNING;
            default -> INFORMATIONAL;
        };
    }

    /// Printable ASCII without spaces, or the nil value.
    private static String name(String text, int longest) {
        String printable = text.replaceAll("[^!-~]", "_");
        return printable.isEmpty() ? "-" : printable.substring(0, Math.min(longest, printable.length()));
    }
}
