package io.parley.consent.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.consent.notice.NoticeText;
import io.parley.consent.notice.NoticeVersion;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Purpose;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/me")
@Tag(name = "Consent", description = "What one is asked, what one answered, and taking it back")
class AnswerController {

    private static final int MAX_LIMIT = 1000;

    private final Voices voices;
    private final PendingNotices pending;
    private final AnswerDesk desk;
    private final LedgerStore store;
    private final NoticeServer server;

    AnswerController(Voices voices, PendingNotices pending, AnswerDesk desk, LedgerStore store, NoticeServer server) {
        this.voices = voices;
        this.pending = pending;
        this.desk = desk;
        this.store = store;
        this.server = server;
    }

    record PendingNotice(
            String noticeId,
            int version,
            String purpose,
            String kind,
            String locale,
            String title,
            String text,
            boolean refusable,
            boolean material,
            boolean mandatory,
            String publishedAt) {

        static PendingNotice of(NoticeVersion notice, String locale) {
            NoticeText text = Objects.requireNonNull(notice.texts().get(locale));
            return new PendingNotice(
                    notice.noticeId().toString(),
                    notice.version(),
                    notice.purpose().code(),
                    notice.kind().code(),
                    locale,
                    text.title(),
                    text.text(),
                    AnswerRules.fitting(notice).contains(Act.REFUSED),
                    notice.material(),
                    notice.mandatory(),
                    Objects.requireNonNull(notice.publishedAt()).toString());
        }
    }

    record AnswerView(
            String answerId,
            String noticeId,
            int version,
            String purpose,
            String kind,
            String locale,
            String answer,
            @Nullable String guardianId,
            @Nullable String shownAt,
            @Nullable String servedAt,
            @Nullable String device,
            String recordedAt,
            Receipt receipt) {

        static AnswerView of(LedgerStore.Filed filed) {
            LedgerEntry entry = filed.entry();
            LedgerEntry.Answered notice = entry.notice();
            LedgerEntry.@Nullable Shown shown = entry.shown();
            return new AnswerView(
                    entry.id().toString(),
                    notice.noticeId().toString(),
                    notice.version(),
                    notice.purpose().code(),
                    notice.kind().code(),
                    notice.locale(),
                    entry.act().code(),
                    entry.guardian() == null ? null : entry.guardian().toString(),
                    shown == null ? null : shown.at().toString(),
                    shown == null ? null : shown.servedAt().toString(),
                    shown == null ? null : shown.device(),
                    entry.effectiveAt().toString(),
                    filed.receipt());
        }
    }

    record AnswerPage(
            List<AnswerView> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}

    @GetMapping("/notices")
    @Operation(
            summary = "What awaits an answer, in the language asked for or English",
            description =
                    "What is served here is recorded; only that can be answered. With onBehalfOf, what awaits a minor "
                            + "whose guardian one is (role guardian).")
    List<PendingNotice> pending(
            PersonCaller caller,
            @RequestParam @Nullable UUID onBehalfOf,
            @RequestHeader(value = "Accept-Language", defaultValue = "en") String languages,
            @RequestHeader(value = Serving.DEVICE_HEADER, defaultValue = "") String device) {
        Voice voice = voices.of(caller, onBehalfOf);
        return server.serve(voice.speaker(), pending.of(voice), languages, Serving.checkedDevice(device)).stream()
                .map(shown -> PendingNotice.of(shown.notice(), shown.locale()))
                .toList();
    }

    @PostMapping("/answers")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Answer a notice that was served; the answer is the receipt",
            description = "201 when it is recorded; 200 with the first receipt when this is what the person said last.")
    ResponseEntity<Receipt> answer(
            @Valid @RequestBody AnswerRequest request,
            PersonCaller caller,
            @RequestHeader(value = Serving.DEVICE_HEADER, defaultValue = "") String device) {
        AnswerDesk.Taken taken = desk.answer(caller, request, Serving.checkedDevice(device));
        return ResponseEntity.status(taken.repeated() ? HttpStatus.OK : HttpStatus.CREATED)
                .body(taken.receipt());
    }

    @PostMapping("/purposes/{purpose}/withdraw")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary =
                    "Take back what was agreed for a purpose, from now on; with onBehalfOf as the guardian of a minor")
    Receipt withdraw(@PathVariable String purpose, @RequestParam @Nullable UUID onBehalfOf, PersonCaller caller) {
        return desk.withdraw(caller, purpose(purpose), onBehalfOf);
    }

    @GetMapping("/answers")
    @Operation(summary = "One's own ledger, or that of a minor whose guardian one is, oldest first")
    AnswerPage answers(
            PersonCaller caller,
            @RequestParam @Nullable UUID onBehalfOf,
            @RequestParam(defaultValue = "0") String after,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw DomainException.invalid("limit", "1.." + MAX_LIMIT);
        }
        List<LedgerStore.Filed> found =
                store.page(voices.of(caller, onBehalfOf).person().id(), cursor(after), limit + 1);
        boolean more = found.size() > limit;
        List<LedgerStore.Filed> shown = more ? found.subList(0, limit) : found;
        return new AnswerPage(
                shown.stream().map(AnswerView::of).toList(),
                more ? Long.toString(shown.getLast().entry().effectiveAt().toEpochMilli(), 36) : null);
    }

    private static Instant cursor(String text) {
        try {
            return Instant.ofEpochMilli(Long.parseLong(text, 36));
        } catch (NumberFormatException e) {
            throw DomainException.invalid("after", "a nextCursor of this list");
        }
    }

    private static Purpose purpose(String code) {
        try {
            return Purpose.of(code);
        } catch (IllegalArgumentException e) {
            throw new DomainException(
                    ErrorCode.NOT_FOUND, "purpose (expected: terms, privacy, monitoring, archive, ai or transfer)");
        }
    }
}
