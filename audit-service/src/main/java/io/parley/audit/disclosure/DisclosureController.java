package io.parley.audit.disclosure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/me/disclosures")
@Tag(name = "Disclosures", description = "Who read what I wrote")
class DisclosureController {

    static final int MOST = 1000;

    private final Disclosures disclosures;
    private final DisclosureProperties properties;

    DisclosureController(Disclosures disclosures, DisclosureProperties properties) {
        this.disclosures = disclosures;
        this.properties = properties;
    }

    @GetMapping
    @Operation(
            summary = "Who read what I wrote, when, on which ground and for which case",
            description = "In the order in which it could be known, so a page after a known cursor has everything that"
                    + " is new. While an investigation has to stay silent it is told later, and says so then. Asking"
                    + " is recorded as `disclosures.read`.")
    @ApiResponse(responseCode = "200", description = "A page of disclosures")
    @ApiResponse(responseCode = "400", description = "A parameter breaks its rule")
    @ApiResponse(responseCode = "503", description = "The question cannot be answered or cannot be recorded now")
    Page mine(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit,
            PersonCaller caller) {
        if (limit < 1 || limit > MOST) {
            throw DomainException.invalid("limit", "1.." + MOST);
        }
        List<Disclosure> found = disclosures.of(caller, number(after), limit);
        List<Disclosure> page = found.stream().limit(limit).toList();
        return new Page(
                page.stream()
                        .map(told -> DisclosureView.of(told, properties.reader()))
                        .toList(),
                found.size() > limit ? cursor(page.getLast().number()) : null);
    }

    @Schema(name = "Disclosures")
    record Page(
            List<DisclosureView> items,
            @JsonInclude @Nullable String nextCursor) {}

    private static String cursor(long number) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static long number(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return 0;
        }
        try {
            return exactly(Base64.getUrlDecoder().decode(cursor));
        } catch (IllegalArgumentException notACursor) {
            throw DomainException.invalid("after", "a cursor of an earlier answer");
        }
    }

    private static long exactly(byte[] bytes) {
        if (bytes.length != Long.BYTES) {
            throw new IllegalArgumentException("cursor.length: " + bytes.length + " (expected: " + Long.BYTES + ")");
        }
        return ByteBuffer.wrap(bytes).getLong();
    }
}
