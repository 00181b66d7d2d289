package dev.messaging.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.cli.Admin.Outcome;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Credentials;
import dev.messaging.core.port.Directory;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongUsageTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    frobnicate | There is no command "frobnicate" (see messaging --help)
                    user frobnicate | There is no command "frobnicate" (see messaging user --help)
                    serve --port abc | Invalid value for option '--port': 'abc' is not an int (see messaging serve --help)
                    serve --port 0 --tls-cert server.pem | --tls-cert and --tls-key belong together: --tls-key is missing.
                    serve --port 0 --tls-key key.pem | --tls-cert and --tls-key belong together: --tls-cert is missing.
                    serve --port 0 --tls-cert nowhere/server.pem --tls-key nowhere/key.pem | there is no file nowhere/server.pem
                    user block user-a | Missing required parameter: 'BLOCKED' (see messaging user block --help)
                    user create --id user-! | Invalid value for option '--id': it must be "user-" followed by 1 to 64 letters and digits (see messaging user create --help)
                    user show bob | bob: it must be "user-" followed by 1 to 64 letters and digits
                    group add --group-members-max 5001 group-a user-b | Invalid value for option '--group-members-max': '5001' is not from 1 to 5000 (see messaging group add --help)
                    message send --from user-a --to user-b | Missing required option: '--text=TEXT' (see messaging message send --help)
                    message check user-a --limit 0 | --limit is a number from 1 to 1000, not 0.
                    message check user-a --later-than -1 | --later-than is a number from 0 to 9007199254740992, not -1.
                    message check user-a --later-than 9007199254740993 | --later-than is a number from 0 to 9007199254740992, not 9007199254740993.
                    user create --name A� | Invalid value for option '--name': it is not valid UTF-8, or holds U+FFFD, which stands for that (see messaging user create --help)
                    message send --from user-a --to user-a --text A� | --text is not valid UTF-8, or holds U+FFFD, which stands for that: --text - takes any text from standard input.
                    message check user-a --after nonsense | after must be the "next" of an earlier answer, unchanged
                    message check user-a --after x --later-than 1 | Only one of --after and --later-than can say where to begin.
                    user create --store foo | There is no store of the kind "foo". Choices: kept.
                    user create --store sqlite | This distribution was built without sqlite: name another --store. Choices: kept.
                    user create --store kept: | --store kept: names nothing behind the colon.
                    dynamodb-local | Either --dir DIR or --in-memory says where the data is.
                    dynamodb-local --in-memory --dir x | Either --dir DIR or --in-memory says where the data is.
                    dynamodb-local --in-memory | DynamoDB Local runs only from a source checkout: its licence does not allow a distribution to contain it.
                    dynamodb-local --in-memory --port 99999 | --port is a number from 0 to 65535, not 99999.
                    dynamodb-local --in-memory --port -5 | --port is a number from 0 to 65535, not -5.
                    user create --region Bad! | --region takes a name like eu-central-1, not "Bad!".
                    user create --prefix a/b | --prefix takes up to 240 letters, digits, "_", "." and "-", not "a/b".
                    group create --member bob | Invalid value for option '--member' (USER): it must be "user-" followed by 1 to 64 letters and digits (see messaging group create --help)
                    user block user-a user-b --scope nowhere | Invalid value for option '--scope': it must be "direct" or "everywhere" (see messaging user block --help)
                    user block user-a user-b --blocks-max 10001 | Invalid value for option '--blocks-max': '10001' is not from 1 to 10000 (see messaging user block --help)
                    serve --auth maybe | Invalid value for option '--auth': expected one of [open, required] (case-insensitive) but was 'maybe' (see messaging serve --help)
                    serve --groups-max 0 | Invalid value for option '--groups-max': '0' is not from 1 to 10000 (see messaging serve --help)
                    serve --sessions-max 41 | Invalid value for option '--sessions-max': '41' is not from 1 to 40 (see messaging serve --help)
                    serve --session-days many | Invalid value for option '--session-days': 'many' is not from 1 to 365 (see messaging serve --help)
                    serve --hashing-max 1001 | Invalid value for option '--hashing-max': '1001' is not from 1 to 1000 (see messaging serve --help)
                    serve --password-min 257 | Invalid value for option '--password-min': '257' is not from 1 to 256 (see messaging serve --help)
                    serve --port 0 --trusted-proxy 10.0.0.0/33 | not the address of a proxy, or a range of addresses such as 10.0.0.0/8 or 2001:db8::/32 with zeros behind its length: 10.0.0.0/33
                    serve --port 0 --trusted-proxy 10.0.0.0/8,proxy.example.com | not the address of a proxy, or a range of addresses such as 10.0.0.0/8 or 2001:db8::/32 with zeros behind its length: proxy.example.com
                    serve --rate-limits maybe | Invalid value for option '--rate-limits': expected one of [off, on] (case-insensitive) but was 'maybe' (see messaging serve --help)
                    serve --sends-per-second 0 | --sends-per-second is a number from 1 to 1000000, not 0.
                    serve --sends-burst 1000001 | --sends-burst is a number from 1 to 1000000, not 1000001.
                    serve --calls-per-second -1 | --calls-per-second is a number from 1 to 1000000, not -1.
                    serve --calls-burst 0 | --calls-burst is a number from 1 to 1000000, not 0.
                    serve --creations-per-hour 0 | --creations-per-hour is a number from 1 to 1000000, not 0.
                    serve --failed-logins-of-account 0 | --failed-logins-of-account is a number from 1 to 1000000, not 0.
                    serve --failed-logins-of-address 0 | --failed-logins-of-address is a number from 1 to 1000000, not 0.
                    serve --port 0 --wait-max 26 | a check waits for up to 25 s
                    serve --port 0 --check-max 0 | a check answers with 1 to 1000 messages, or all
                    serve --recovery-after 1 | Invalid value for option '--recovery-after': '1' is not from 2 to 3600 (see messaging serve --help)
                    serve --recovery-after 3601 | Invalid value for option '--recovery-after': '3601' is not from 2 to 3600 (see messaging serve --help)
                    load localhost:8080 | URL is a server's address such as http://127.0.0.1:8080, not localhost:8080.
                    load http://h:1/v1 | URL is a server's address such as http://127.0.0.1:8080, not http://h:1/v1.
                    load http://h:1 --users 0 | --users is a number from 1 to 10000000, not 0.
                    load http://h:1 --group-share 1.5 | --group-share is a number from 0 to 1, not 1.5.
                    load http://h:1 --checks-a-minute NaN | --checks-a-minute is a number from 0 to 100000, not NaN.
                    load http://h:1 --checks-a-minute 0 --messages-a-day 0 | With --checks-a-minute 0 and --messages-a-day 0 nobody does anything.
                    load http://h:1 --users 5 | --group-size 10 needs as many accounts, not 5; or say --group-share 0.
                    load http://h:1 --users 50 --accounts 51 | --accounts 51 is more than --users 50: each account stands for one user or several.
                    load http://h:1 --find-capacity --first-rate 100 --last-rate 50 | --last-rate is a number from 100 to 1000000, not 50.
                    load http://h:1 --seconds 0 | --seconds is a number from 1 to 86400, not 0.
                    smoke localhost:8080 | URL looks like https://messages.example.com, not like localhost:8080.
                    smoke http://localhost:8080/v1 | URL looks like https://messages.example.com, not like http://localhost:8080/v1.
                    smoke http://me@localhost | URL looks like https://messages.example.com, not like http://me@localhost.
                    smoke | Missing required parameter: 'URL' (see messaging smoke --help)
                    smoke http://localhost --timeout 0 | Invalid value for option '--timeout': '0' is not from 1 to 600 (see messaging smoke --help)
                    tables create | A store of the kind kept needs no tables to be created beforehand.
                    """)
    void isToldInOneLine(String words, String complaint) {
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "", "messaging: " + complaint + "\n"),
                new Admin().types(words.split(" ")));
    }

    @Test
    void aBlankRegionFromTheEnvironmentIsToldToo() {
        assertEquals(new Outcome(ExitCodes.WRONG_USAGE, "",
                "messaging: --region takes a name like eu-central-1, not \" \".\n"),
                new Admin().with("MESSAGING_REGION", " ").types("user", "create"));
    }

    @Test
    void aCommandWithoutItsVerbShowsItsHelp() {
        assertTrue(new Admin().types().notes().contains("Usage: messaging [-hV] [--verbose] [COMMAND]"));
        Outcome user = new Admin().types("user");
        assertEquals(ExitCodes.WRONG_USAGE, user.exitCode());
        assertTrue(user.notes().contains("Usage: messaging user"));
    }

    @Test
    void everySettingIsAnEnvironmentVariableTooWhichHelpShows() {
        Admin admin = new Admin().with("MESSAGING_PORT", "many");
        assertEquals(
                "messaging: Invalid value for option '--port': 'many' is not an int, from MESSAGING_PORT (see messaging serve --help)\n",
                admin.types("serve").notes());
        assertTrue(admin.types("serve", "--help").answers().contains("[MESSAGING_CORS_ORIGIN]"));
        assertFalse(admin.types("serve", "--help").answers().contains("MESSAGING_HELP"));
    }

    @Test
    void whatIsTypedBeatsTheEnvironmentAndAnEmptyVariableIsNone() {
        Admin admin = new Admin().with("MESSAGING_OUTPUT", "json").with("MESSAGING_REGION", "");
        assertTrue(admin.types("user", "create").answers().startsWith("{"));
        assertTrue(admin.types("user", "create", "--output", "table").answers().startsWith("userId"));
    }

    @Test
    void whatOneCallIsAboutDoesNotComeFromTheEnvironment() {
        Admin admin = new Admin().with("MESSAGING_NAME", "Ada").with("MESSAGING_ID", "user-!").with("MESSAGING_PORT",
                "many");
        assertFalse(admin.gets("user", "create").contains("Ada"));
        assertFalse(admin.gets("user", "create", "--help").contains("MESSAGING_NAME"));
        assertTrue(admin.types("dynamodb-local", "--in-memory").notes().contains("source checkout"));
    }

    @Test
    void neitherAYesNorARequestsKeyComesFromTheEnvironment() {
        Admin admin = new Admin().with("MESSAGING_YES", "true").with("MESSAGING_IDEMPOTENCY_KEY", "one-for-all");
        admin.gets("user", "create", "--id", "user-a");
        assertEquals(ExitCodes.DONE, admin.types("user", "create", "--id", "user-b").exitCode());
        admin.gets("group", "create", "--id", "group-g", "--member", "user-a");
        assertEquals(ExitCodes.WRONG_USAGE, admin.types("group", "delete", "group-g").exitCode());
        for (String[] help : List.of(new String[]{"group", "delete", "--help"},
                new String[]{"user", "create", "--help"})) {
            assertFalse(admin.gets(help).matches("(?s).*MESSAGING_(YES|IDEMPOTENCY_KEY).*"));
        }
    }

    @Test
    void troubleWithTheStoreSaysWhetherItWasDone() {
        assertEquals(new Outcome(ExitCodes.STORE_TROUBLE, "", "messaging: The disk is full. (not done)\n"),
                new Admin(new Failing(StoreException.notDone("The disk is full."))).types("user", "create"));
        assertEquals(new Outcome(ExitCodes.STORE_TROUBLE, "",
                "messaging: No answer. (outcome unknown: it may have been done)\n"),
                new Admin(new Failing(StoreException.unknown("No answer.", new TimeoutException())))
                        .types("user", "create"));
    }

    @Test
    void tooMuchToDoIsNoRefusalForGood() {
        assertEquals(new Outcome(ExitCodes.STORE_TROUBLE, "",
                "messaging: Too many passwords wait to be verified. Repeat the request a little later. (not done)\n"),
                new Admin(new Failing(new Refusal.TooBusy())).types("user", "create"));
    }

    @Test
    void troubleIsToldInOneLineAndVerboseShowsWhereItIs() {
        Admin admin = new Admin(new Failing(new IllegalStateException("oops")));
        Outcome defect = admin.types("user", "create");
        assertEquals(new Outcome(ExitCodes.DEFECT, "",
                "messaging: This is a defect of the program: java.lang.IllegalStateException: oops (--verbose shows"
                        + " where)\n"),
                defect);
        for (String[] verbose : List.of(new String[]{"--verbose", "user", "create"},
                new String[]{"user", "create", "--verbose"})) {
            Outcome shown = admin.types(verbose);
            assertEquals(ExitCodes.DEFECT, shown.exitCode());
            assertTrue(shown.notes().contains("\tat dev.messaging.cli."), shown.notes());
            assertTrue(shown.notes().endsWith("messaging: This is a defect of the program:"
                    + " java.lang.IllegalStateException: oops\n"), shown.notes());
        }
        Outcome full = new Admin(new Failing(StoreException.notDone("The disk is full."))).types("user", "create",
                "--verbose");
        assertTrue(full.notes().contains("\tat dev.messaging.cli."), full.notes());
    }

    /** Some commands are methods, and some are classes; the library does not treat the errors of both alike. */
    @ParameterizedTest
    @ValueSource(strings = {"user create", "user show user-a user-b", "doctor", "export -"})
    void whatIsNoExceptionIsADefectInOneLineToo(String words) {
        for (Error error : List.of(new OutOfMemoryError("Java heap space"), new StackOverflowError(),
                new NoClassDefFoundError("dev/messaging/Missing"))) {
            Admin admin = new Admin(new Failing(error));
            assertEquals(new Outcome(ExitCodes.DEFECT, "", "messaging: This is a defect of the program: " + error
                    + " (--verbose shows where)\n"), withoutProgress(admin.types(words.split(" "))));
            Outcome verbose = admin.types((words + " --verbose").split(" "));
            assertEquals(ExitCodes.DEFECT, verbose.exitCode());
            assertTrue(verbose.notes().contains("\tat "), verbose.notes());
        }
    }

    private static Outcome withoutProgress(Outcome outcome) {
        return new Outcome(outcome.exitCode(), outcome.answers(),
                outcome.notes().lines().filter(line -> line.startsWith("messaging: "))
                        .map(line -> line + "\n").collect(Collectors.joining()));
    }

    /** A store whose every answer is the same trouble. */
    private record Failing(Throwable failure) implements Store {
        private RuntimeException trouble() {
            if (failure instanceof Error error) {
                throw error;
            }
            return (RuntimeException) failure;
        }

        @Override
        public Directory directory() {
            throw trouble();
        }

        @Override
        public Credentials credentials() {
            throw trouble();
        }

        @Override
        public Archive archive() {
            throw trouble();
        }

        @Override
        public Erasure erase(UserId user, int atMost) {
            throw trouble();
        }

        @Override
        public Inboxes inboxes() {
            throw trouble();
        }

        @Override
        public String location() {
            return MemoryStore.create().location();
        }

        @Override
        public int recover() {
            throw trouble();
        }

        @Override
        public void ping() {
            throw trouble();
        }

        @Override
        public void close() {
            // It holds nothing open.
        }
    }
}
