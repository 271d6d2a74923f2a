package io.parley.consent.notice;

/// A published notice as it stands now.
///
/// @param current the latest published version, the one to show and to answer
/// @param lastMaterialVersion an answer to this or a later version still counts
public record StandingNotice(NoticeVersion current, int lastMaterialVersion) {

    public boolean isAnsweredBy(int answeredVersion) {
        return answeredVersion >= lastMaterialVersion;
    }
}
