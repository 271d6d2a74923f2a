package io.parley.consent.notice;

import io.parley.consent.person.PersonKind;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.MandatoryAnswer;
import io.parley.contracts.event.MandatoryNotice;
import io.parley.contracts.event.MandatoryVersion;
import io.parley.contracts.event.NoticeRecord;
import io.parley.contracts.event.Nudge;
import io.parley.platform.outbox.Outbox;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Tells gateways what must be answered before one writes, and whom to tell that something awaits them. In the
/// transaction of the change.
@Component
public class NoticeNews {

    private final Outbox outbox;

    NoticeNews(Outbox outbox) {
        this.outbox = outbox;
    }

    /// @param published every version of one notice that has a time, whether it has come or not
    void stands(NoticeId id, List<NoticeVersion> published) {
        if (published.stream().anyMatch(NoticeVersion::mandatory)) {
            MandatoryNotice.Builder notice = MandatoryNotice.newBuilder().setNoticeId(Ids.bytes(id.value()));
            published.stream()
                    .filter(version -> !version.steps().contains(NoticeStep.RETIRED))
                    .map(NoticeNews::event)
                    .forEach(notice::addVersions);
            send(
                    Ids.array(id.value()),
                    NoticeRecord.newBuilder().setNotice(notice).build());
        }
    }

    public void answered(PersonId person, NoticeId notice, int version) {
        byte[] key = ByteBuffer.allocate(32)
                .put(Ids.array(person.value()))
                .put(Ids.array(notice.value()))
                .array();
        send(
                key,
                NoticeRecord.newBuilder()
                        .setAnswer(MandatoryAnswer.newBuilder()
                                .setPersonId(person.bytes())
                                .setNoticeId(Ids.bytes(notice.value()))
                                .setVersion(version))
                        .build());
    }

    public void nudge(NoticeVersion about) {
        Nudge.Builder nudge = Nudge.newBuilder().addAllRegions(about.audience().regions());
        about.audience().kinds().stream().map(NoticeNews::event).forEach(nudge::addKinds);
        outbox.append(
                Topics.NUDGE, Ids.array(about.noticeId().value()), nudge.build().toByteArray());
    }

    private void send(byte[] key, NoticeRecord record) {
        outbox.append(Topics.NOTICE, key, record.toByteArray());
    }

    private static MandatoryVersion event(NoticeVersion version) {
        MandatoryVersion.Builder event = MandatoryVersion.newBuilder()
                .setVersion(version.version())
                .setEffectiveAtMs(Objects.requireNonNull(version.publishedAt()).toEpochMilli())
                .setMaterial(version.material())
                .setMandatory(version.mandatory())
                .addAllRegions(version.audience().regions())
                .addAllLanguages(version.audience().languages());
        version.audience().groups().forEach(group -> event.addGroupIds(Ids.bytes(group)));
        version.audience().kinds().stream().map(NoticeNews::event).forEach(event::addKinds);
        return event.build();
    }

    private static io.parley.contracts.event.PersonKind event(PersonKind kind) {
        return io.parley.contracts.event.PersonKind.valueOf(kind.name());
    }
}
