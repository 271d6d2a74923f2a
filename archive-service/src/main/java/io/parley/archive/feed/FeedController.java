package io.parley.archive.feed;

import io.parley.platform.identity.ServiceCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/archive/feed")
@PreAuthorize("hasAuthority('SCOPE_archive.feed')")
@Tag(name = "Archive feed", description = "What is archived, pulled by an outside archive and encrypted to it")
class FeedController {

    private final FeedReading reading;
    private final ParleyForm parley;
    private final WecomForm wecom;

    FeedController(FeedReading reading, ParleyForm parley, WecomForm wecom) {
        this.reading = reading;
        this.parley = parley;
        this.wecom = wecom;
    }

    @GetMapping
    @Operation(
            summary = "Archived records after a number, encrypted to the caller (scope archive.feed)",
            description = "Numbers are dense from 1 and never given twice. Needs a live authorisation and an approved"
                    + " key. `keyVersion` asks for an older key than the newest; `wait` is in seconds, at most 25.")
    ResponseEntity<FeedView> feed(
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable Integer keyVersion,
            @RequestParam(defaultValue = "0") int wait,
            ServiceCaller caller) {
        FeedQuery asked = FeedQuery.of("after", after, limit, keyVersion, wait);
        return answer(FeedView.of(reading.read(asked, parley, caller)));
    }

    @GetMapping("/wecom")
    @Operation(
            summary = "The same with the field names of WeCom's message archiving (scope archive.feed)",
            description = "See docs/feed.md for what is the same and what is not.")
    ResponseEntity<WecomView> wecomFeed(
            @RequestParam(defaultValue = "0") long seq,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable Integer keyVersion,
            @RequestParam(defaultValue = "0") int wait,
            ServiceCaller caller) {
        FeedQuery asked = FeedQuery.of("seq", seq, limit, keyVersion, wait);
        return answer(WecomView.of(reading.read(asked, wecom, caller)));
    }

    private static <T> ResponseEntity<T> answer(T page) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(page);
    }
}
