package io.parley.archive.retention;

import io.parley.archive.officer.Given;
import io.parley.platform.problem.DomainException;
import io.parley.platform.retention.DestructionApi;
import io.parley.platform.retention.DestructionApi.Decisions;
import io.parley.platform.retention.DestructionApi.Item;
import io.parley.platform.retention.DestructionApi.Question;
import io.parley.platform.retention.DestructionApi.Reach;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Serves [DestructionApi] to the other services.
@Hidden
@RestController
@RequestMapping("/internal/retention")
class DestructionController {

    private final Destructions destructions;

    DestructionController(Destructions destructions) {
        this.destructions = destructions;
    }

    @GetMapping("/reach")
    Reach reach() {
        return destructions.reach();
    }

    @PostMapping("/decisions")
    Decisions decide(@RequestBody Question question) {
        List<Item> items = Given.required("items", question.items());
        if (items.size() > DestructionApi.MOST_ITEMS) {
            throw DomainException.invalid("items", "at most " + DestructionApi.MOST_ITEMS);
        }
        items.forEach(DestructionController::check);
        return new Decisions(items.isEmpty() ? List.of() : destructions.decide(items));
    }

    private static void check(Item item) {
        Given.required("items", item);
        Given.required("items.conversationId", item.conversationId());
        Given.required("items.senderId", item.senderId());
        RetentionClass _ = RetentionClass.of(item.kind());
    }
}
