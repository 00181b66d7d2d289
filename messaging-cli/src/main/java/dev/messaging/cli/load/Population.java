package dev.messaging.cli.load;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The made-up users and their groups. They stay on the server when the run is over. */
final class Population {
    private static final int CREATED_AT_ONCE = 16;
    /** A server puts off whoever brings a new password while too many others are being hashed. */
    private static final int TRIES_MAX = 60;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int PASSWORD_BYTES = 12;

    private final List<Account> accounts;
    private final List<String> groups;
    private final int groupSize;

    private Population(List<Account> accounts, List<String> groups, int groupSize) {
        this.accounts = List.copyOf(accounts);
        this.groups = List.copyOf(groups);
        this.groupSize = groupSize;
    }

    /**
     * Creates accounts and groups, and lets each account check once.
     *
     * @param progress is told of each account that is ready
     * @throws LoadFailed if the server does not do what it must before anything can be measured
     */
    static Population create(Calls calls, Workload workload, Consumer<Integer> progress) {
        List<Account> accounts = all(IntStream.range(0, workload.accounts()).<Callable<Account>>mapToObj(i -> () -> {
            Account account = created(calls, workload.passwords());
            var unused = done(() -> calls.check(account), "the first check");
            progress.accept(1);
            return account;
        }).toList());
        int groups = workload.groups() ? accounts.size() / workload.groupSize() : 0;
        return new Population(accounts, all(IntStream.range(0, groups).<Callable<String>>mapToObj(
                i -> () -> done(() -> calls.createGroup(members(accounts, i, workload.groupSize())), "creating a group")
                        .body().path("group_id").asText())
                .toList()), workload.groupSize());
    }

    /** For who asks for nothing but a bare route. */
    static Population nobody() {
        return new Population(List.of(), List.of(), 1);
    }

    int size() {
        return accounts.size();
    }

    Account account(long index) {
        return accounts.get((int) (index % accounts.size()));
    }

    /** How many accounts are in a group: the first ones. */
    int inGroups() {
        return groups.size() * groupSize;
    }

    /** The group of one of the accounts that are in one. */
    String groupOf(int index) {
        return groups.get(index / groupSize);
    }

    private static List<Account> members(List<Account> accounts, int group, int size) {
        return accounts.subList(group * size, (group + 1) * size);
    }

    private static Account created(Calls calls, boolean withPassword) {
        Optional<String> password = withPassword ? Optional.of(newPassword()) : Optional.empty();
        String id = done(() -> calls.createUser(password), "creating a user").body().path("userId").asText();
        return new Account(id, password,
                password.map(secret -> done(() -> calls.openSession(id, secret), "opening a session")
                        .body().path("token").asText()));
    }

    private static String newPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What was put off was not done, and is tried again; nothing else is. */
    private static Reply done(Supplier<Reply> call, String what) {
        Reply reply = call.get();
        for (int tries = 1; reply.outcome() == Outcome.BUSY && tries < TRIES_MAX && slept(); tries++) {
            reply = call.get();
        }
        if (reply.outcome() != Outcome.DONE) {
            throw new LoadFailed("Nothing was measured, for " + what + " did not succeed: " + reply.why());
        }
        return reply;
    }

    private static boolean slept() {
        try {
            Thread.sleep(BETWEEN_TRIES);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static <T> List<T> all(List<Callable<T>> tasks) {
        try (ExecutorService few = Executors.newFixedThreadPool(CREATED_AT_ONCE)) {
            List<Future<T>> begun = tasks.stream().map(few::submit).toList();
            try {
                List<T> results = new ArrayList<>();
                for (Future<T> task : begun) {
                    results.add(task.get());
                }
                return results;
            } catch (ExecutionException failed) {
                few.shutdownNow();
                throw failed.getCause() instanceof LoadFailed known ? known : new IllegalStateException(failed);
            } catch (InterruptedException stop) {
                few.shutdownNow();
                Thread.currentThread().interrupt();
                throw new LoadFailed("Stopped before anything was measured.");
            }
        }
    }
}
