package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What services are told about whom holds cover: they ask before they destroy.
class HoldCoveringIT extends RunningHolds {

    @Test
    void saysWhichHoldsNeedSomethingOfAPerson() {
        PersonId person = PersonId.next();
        String onPerson = placed(onPerson(person), "silent");
        String onOther = placed(onPerson(PersonId.next()), "visible");

        assertThat(covering(person, null, null)).contains(onPerson).doesNotContain(onOther);
        assertThat(ask(question(person, null, null))
                        .body()
                        .path("holds")
                        .valueStream()
                        .filter(hold -> hold.path("holdId").asString().equals(onPerson))
                        .map(JsonNode::toString))
                .containsExactly("{\"holdId\":\"" + onPerson + "\",\"silent\":true}");

        disposed(onPerson);
        assertThat(covering(person, null, null)).doesNotContain(onPerson);
    }

    @Test
    void needsOnlyWhatWasWrittenInItsTime() {
        PersonId person = PersonId.next();
        String inMarch = placed(scope(person, null, "2026-03-10T00:00:00Z", "2026-03-20T00:00:00Z"), "visible");
        String fromApril = placed(scope(person, null, "2026-04-01T00:00:00Z", null), "visible");

        assertThat(covering(person, "2026-03", "2026-03")).contains(inMarch);
        assertThat(covering(person, "2025-01", "2026-12")).contains(inMarch, fromApril);
        assertThat(covering(person, null, "2026-02")).doesNotContain(inMarch, fromApril);
        assertThat(covering(person, "2026-04", "2026-04")).contains(fromApril).doesNotContain(inMarch);
        assertThat(covering(person, "2030-01", null)).contains(fromApril).doesNotContain(inMarch);
        assertThat(covering(person, "2026-03", "2026-03"))
                .as("sealed in March, accepted in April")
                .contains(fromApril);
    }

    @Test
    void countsWhoeverTookPartInAHeldConversation() {
        PersonId alice = bases().consenting();
        PersonId gone = bases().consenting();
        Conversation talk = conversation().open(alice, gone);
        talk.remove(alice, gone);
        bases().complete();
        awaitDecided(talk.id(), 1);
        String hold = placed(onConversation(talk.id()), "visible");
        String both = placed(scope(alice, talk.id(), null, null), "visible");

        assertThat(covering(alice, null, null)).contains(hold, both);
        assertThat(covering(gone, null, null)).contains(hold).doesNotContain(both);
        assertThat(covering(PersonId.next(), null, null)).doesNotContain(hold, both);
    }

    @Test
    void countsEverybodyWhereItDoesNotKnowWhoTookPart() {
        PersonId alice = bases().consenting();
        PersonId late = bases().consenting();
        PersonId stranger = PersonId.next();
        String unknown = placed(onConversation(ConversationId.next()), "visible");
        assertThat(covering(stranger, null, null)).contains(unknown);

        Conversation talk = conversation().open(alice);
        Runnable missing = talk.addLater(alice, late);
        talk.post(alice, "behind the gap");
        bases().complete();
        awaitDecided(talk.id(), 2);
        String hold = placed(onConversation(talk.id()), "visible");
        assertThat(covering(stranger, null, null)).contains(hold);
        assertThat(covering(late, null, null)).contains(hold);

        missing.run();
        talk.post(alice, "after the gap was filled");
        bases().complete();
        awaitDecided(talk.id(), 3);
        assertThat(covering(stranger, null, null)).doesNotContain(hold).contains(unknown);
        assertThat(covering(late, null, null)).contains(hold);
        disposed(unknown);
    }

    @Test
    void holdsEverybodyOnlyUntilItIsDisposedOf() {
        assertThat(officer.post(HOLDS, body("{}", "visible"))
                        .body()
                        .path("violations")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("scope.everybody");
        String hold = placed("{\"everybody\":true}", "visible");

        assertThat(covering(PersonId.next(), "2026-01", "2026-01")).contains(hold);
        disposed(hold);
        assertThat(covering(PersonId.next(), "2026-01", "2026-01")).doesNotContain(hold);
    }

    @Test
    void answersServicesOnlyAndNamesWhatIsWrongInAQuestion() {
        String person = Ids.next().toString();
        assertThat(officer.post("/internal/holds/covering", question(PersonId.next(), null, null))
                        .code())
                .isEqualTo("forbidden");
        assertThat(Http.service(port, "archive.feed")
                        .post("/internal/holds/covering", question(PersonId.next(), null, null))
                        .code())
                .isEqualTo("forbidden");
        assertThat(wrongField("{}")).isEqualTo("personId");
        assertThat(wrongField("{\"personId\":\"" + person + "\",\"fromMonth\":\"2026-13\"}"))
                .isEqualTo("fromMonth");
        assertThat(wrongField("{\"personId\":\"" + person + "\",\"untilMonth\":\"2026-1\"}"))
                .isEqualTo("untilMonth");
        assertThat(wrongField("{\"personId\":\"" + person + "\",\"fromMonth\":\"2026-02\",\"untilMonth\":\"2026-01\"}"))
                .isEqualTo("untilMonth");
    }

    private String wrongField(String question) {
        Http.Answer answer = ask(question);
        assertThat(answer.status()).isEqualTo(400);
        return answer.body().path("violations").get(0).path("field").asString();
    }
}
