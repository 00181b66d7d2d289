package dev.messaging.cli;

import dev.messaging.cli.wiring.StoreOptions;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.TablesFound;
import dev.messaging.cli.wiring.TablesFound.Judgement;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** DynamoDB's tables. */
@Command(name = "tables", mixinStandardHelpOptions = true,
        description = "Creates, checks and upgrades DynamoDB's tables.", footer = {"",
                "Example:", "  messaging tables create --store dynamodb --region eu-central-1"})
final class TablesCommands {
    private final Surroundings surroundings;

    TablesCommands(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(description = "Creates the tables that are missing.", mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging tables create --store dynamodb --region eu-central-1"})
    int create(@Mixin StoreOptions store, @Mixin Answers answers) {
        String tables = store.createTables();
        surroundings.notes().println("in " + tables);
        answers.print(new CreatedShown(tables, true));
        return ExitCodes.DONE;
    }

    @Command(description = {"Tells how the tables are, compared with what this program wants, and changes nothing.",
            "Ends with 1 if a server would not work on them."}, mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging tables status --store dynamodb --region eu-central-1"})
    int status(@Mixin StoreOptions store, @Mixin Answers answers) {
        TablesFound found = store.tables();
        answers.print("settings", found.settings().stream().map(SettingShown::of).toList());
        return found.work() ? ExitCodes.DONE : ExitCodes.REFUSED;
    }

    private record CreatedShown(String tables, boolean ready) {}

    private record SettingShown(String table, String setting, String found, String wanted, String judgement) {
        static SettingShown of(TablesFound.Setting setting) {
            return new SettingShown(setting.table(), setting.setting(), setting.found(), setting.wanted(),
                    setting.judgement().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }

    @Command(
            description = {
                    "Brings the tables to what this program wants: creates what is missing, and sets what differs.",
                    "Backups and protection against deletion are left as whoever deployed the tables has chosen."},
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  messaging tables upgrade --store dynamodb --region eu-central-1"})
    int upgrade(@Mixin StoreOptions store, @Mixin Answers answers) {
        TablesFound before = store.tables();
        List<TablesFound.Setting> wrong = before.settings().stream()
                .filter(setting -> setting.judgement() == Judgement.TO_UPGRADE).toList();
        if (before.work()) {
            surroundings.notes().println("There is nothing to do.");
            answers.print("upgraded", List.of());
            return ExitCodes.DONE;
        }
        surroundings.notes().println("in " + store.createTables()); // Says what nothing here makes right.
        answers.print("upgraded", wrong.stream().map(SettingShown::of).toList());
        return ExitCodes.DONE;
    }
}
