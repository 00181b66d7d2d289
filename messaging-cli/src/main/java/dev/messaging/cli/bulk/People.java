package dev.messaging.cli.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Users as a table in a file, one a row: comma-separated values (RFC 4180) in UTF-8, with the names of the columns in the first row. */
public final class People {
    /** Whoever has more of them moves a store, and has an export. */
    static final int ROWS_MAX = 100_000;
    /** Not in the parser's words, which quote what may be part of a password. */
    private static final String NO_ROW = "it is no row of this table: it has more or fewer values than there are columns, or a quote is"
            + " not closed.";
    private static final Set<String> COLUMNS = Set.of("id", "name", "password");
    private static final CsvMapper CSV = CsvMapper.builder().enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

    private final UnaryOperator<Password> check;
    private final List<Person> right = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<UserId, Long> lines = new HashMap<>();
    private String digest = "";

    /**
     * A user to be.
     *
     * @param line where it stands in the file
     * @param id an id, if one was chosen
     * @param name a name; the id if none was given
     * @param password a password, if it is to have one
     */
    public record Person(long line, Optional<UserId> id, Optional<Name> name, Optional<Password> password) {}

    private People(UnaryOperator<Password> check) {
        this.check = check;
    }

    /**
     * Reads a file to its end, whatever is wrong in it.
     *
     * @param file which
     * @param check what is asked of passwords besides their form; refuses those that are not right
     * @return what was found
     * @throws WrongUsage if the file cannot be read, is no such table, or has too many rows
     */
    public static People in(Path file, UnaryOperator<Password> check) {
        People people = new People(check);
        MessageDigest digest = sha256();
        try (BufferedReader text = new BufferedReader(new InputStreamReader(
                new DigestInputStream(Files.newInputStream(file), digest), StandardCharsets.UTF_8.newDecoder()));
                MappingIterator<Map<String, String>> rows = CSV.readerForMapOf(String.class)
                        .with(CsvSchema.emptySchema().withHeader()).readValues(withoutMark(text))) {
            people.readAll(rows);
            people.digest = HexFormat.of().formatHex(digest.digest());
        } catch (JsonProcessingException broken) {
            throw new WrongUsage(file + ", line " + broken.getLocation().getLineNr() + ": " + NO_ROW);
        } catch (NoSuchFileException missing) {
            throw new WrongUsage(file + " cannot be read: there is no such file.");
        } catch (IOException trouble) {
            throw new WrongUsage(file + " cannot be read as UTF-8: " + trouble.getMessage());
        }
        return people;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** What some programs put before the first character. */
    private static BufferedReader withoutMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        return text;
    }

    private void readAll(MappingIterator<Map<String, String>> rows) throws IOException {
        try {
            while (rows.hasNext()) {
                long line = rows.getCurrentLocation().getLineNr();
                read(line, rows.nextValue());
                if (right.size() + wrong.size() > ROWS_MAX) {
                    throw new WrongUsage("A table has at most " + ROWS_MAX + " rows: split it.");
                }
            }
        } catch (RuntimeJsonMappingException broken) {
            throw new WrongUsage("line " + rows.getCurrentLocation().getLineNr() + ": " + NO_ROW);
        }
    }

    private void read(long line, Map<String, String> row) {
        Optional<String> unknown = row.keySet().stream().filter(column -> !COLUMNS.contains(column)).findFirst();
        if (unknown.isPresent()) {
            throw new WrongUsage("The column \"" + unknown.get() + "\" must be id, name or password.");
        }
        try {
            Person person = new Person(line, value(row, "id", UserId::new), value(row, "name", Name::new),
                    value(row, "password", text -> check.apply(new Password(text))));
            Long before = person.id().map(id -> lines.putIfAbsent(id, line)).orElse(null);
            if (before != null) {
                wrong.add("line " + line + ": \"id\" is that of line " + before);
            } else {
                right.add(person);
            }
        } catch (Refusal.BadValue bad) {
            wrong.add("line " + line + ": " + bad.in("\"" + column(bad) + "\"").getMessage());
        }
    }

    private static <T> Optional<T> value(Map<String, String> row, String column, Function<String, T> read) {
        return Optional.ofNullable(row.get(column)).filter(text -> !text.isEmpty()).map(read);
    }

    private static String column(Refusal.BadValue bad) {
        return bad.field().equals("userId") ? "id" : bad.field();
    }

    /**
     * Those who can be created.
     *
     * @return in the order of the file
     */
    public List<Person> right() {
        return List.copyOf(right);
    }

    /**
     * What tells this table from others.
     *
     * @return a digest of its bytes, in 64 hex digits
     */
    public String digest() {
        return digest;
    }

    /**
     * What is wrong with other rows.
     *
     * @return line, column and reason of each
     */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }
}
