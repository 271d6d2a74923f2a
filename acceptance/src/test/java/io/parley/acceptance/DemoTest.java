package io.parley.acceptance;

import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void theDemoSucceedsTwice() {
        Script.parley("demo");
        Script.parley("demo");
    }
}
