package io.parley.gateway.socket;

import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/// message-service's public call, made with the person's own token.
@HttpExchange
interface ReadMarks {

    @PutExchange("/v1/conversations/{id}/read")
    void read(@RequestHeader("Authorization") String authorization, @PathVariable UUID id, @RequestBody ReadMark mark);

    record ReadMark(long seq) {}
}
