package dev.messaging.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IOptionRenderer;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lets each setting be given as an environment variable too: {@code --cors-origin} as {@code MESSAGING_CORS_ORIGIN}.
 * Settings are the options that a command mixes in; its own say what this one call is about, and so do {@link Confirmation}'s and
 * {@link RepeatKey}'s.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !isSetting(option)) {
            return null;
        }
        String value = environment.get(variable(option));
        return value == null || value.isEmpty() ? null : value;
    }

    static String variable(OptionSpec option) {
        return "MESSAGING_" + option.longestName().substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Help that shows each option's variable. */
    static Help help(CommandSpec command, ColorScheme colors) {
        return new Help(command, colors) {
            @Override
            public IOptionRenderer createDefaultOptionRenderer() {
                return new WithVariable(super.createDefaultOptionRenderer());
            }
        };
    }

    static boolean isSetting(OptionSpec option) {
        return !option.usageHelp() && !option.versionHelp() && option.command().mixins().values().stream()
                .anyMatch(mixin -> mixin.options().contains(option) && !isOfOneCall(mixin.userObject()));
    }

    /** A yes that was meant for one thing must not be taken for another's, and a key that is found again would hide the second. */
    private static boolean isOfOneCall(@Nullable Object mixin) {
        return mixin instanceof Confirmation || mixin instanceof RepeatKey;
    }

    private record WithVariable(IOptionRenderer usual) implements IOptionRenderer {
        @Override
        public Text[][] render(OptionSpec option, IParamLabelRenderer labels, ColorScheme colors) {
            Text[][] rows = usual.render(option, labels, colors);
            if (isSetting(option)) {
                Text[] last = rows[rows.length - 1];
                int description = last.length - 1;
                last[description] = last[description].concat(" [" + variable(option) + "]");
            }
            return rows;
        }
    }
}
