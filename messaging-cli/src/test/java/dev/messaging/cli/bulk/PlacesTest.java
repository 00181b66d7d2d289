package dev.messaging.cli.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.messaging.core.model.Position;
import dev.messaging.core.model.UserId;
import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void eachOfThousandsOfInboxesHasItsOwnPlace() {
        Places places = new Places();
        for (int i = 1; i <= 20_000; i++) {
            places.reached(new UserId("user-" + i), new Position(i, i * 2L));
        }
        for (int i = 1; i <= 20_000; i++) {
            assertEquals(new Position(i, i * 2L), places.of(new UserId("user-" + i)));
        }
        assertEquals(Position.START, places.of(new UserId("user-0")));
    }

    @Test
    void thePlaceThatIsFurtherOnCountsInWhicheverOrderTheyCome() {
        Places places = new Places();
        UserId ada = new UserId("user-ada");
        places.reached(ada, new Position(5, 50));
        places.reached(ada, new Position(3, 30));
        assertEquals(new Position(5, 50), places.of(ada));
        places.reached(ada, new Position(7, 70));
        assertEquals(new Position(7, 70), places.of(ada));
    }
}
