package dev.messaging.http;

import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** What stands at the paths that problems name as their types: what each means, and what to do about it. */
final class ProblemPages {
    private static final Properties WORDS = words();
    private static final List<Explanation> ALL = Arrays.stream(ProblemType.values()).map(ProblemPages::explained)
            .toList();

    private ProblemPages() {}

    record Explanation(String type, String title, int status, String meaning, String whatToDo) {}

    record Explanations(List<Explanation> problems) {}

    static void all(Call call) throws IOException {
        if (Pages.wanted(call.context())) {
            StringBuilder rows = new StringBuilder(
                    "<p>Each error of <code>/v1</code> names its kind in <code>type</code>.")
                    .append("</p>\n<section>\n<table>\n");
            for (Explanation problem : ALL) {
                rows.append("<tr><td>").append(problem.status()).append("</td><td><a href=\"").append(problem.type())
                        .append("\">").append(Pages.escaped(problem.title())).append("</a></td></tr>\n");
            }
            Pages.show(call.context(), "Problems", rows.append("</table>\n</section>\n").toString());
        } else {
            call.answer(new Explanations(ALL));
        }
    }

    static void one(Call call) throws IOException {
        String type = "/problems/" + call.path("name");
        Optional<Explanation> found = ALL.stream().filter(problem -> problem.type().equals(type)).findFirst();
        Explanation problem = found.orElseThrow(NotFoundResponse::new);
        if (Pages.wanted(call.context())) {
            Pages.show(call.context(), problem.title(), page(problem));
        } else {
            call.answer(problem);
        }
    }

    private static String page(Explanation problem) {
        return "<p class=\"lead\">HTTP " + problem.status() + ", <code>" + problem.type() + "</code></p>\n"
                + "<section>\n<h2>What it means</h2>\n<p>" + Pages.escaped(problem.meaning()) + "</p>\n"
                + "<h2>What to do</h2>\n<p>" + Pages.escaped(problem.whatToDo()) + "</p>\n</section>\n"
                + "<p><a href=\"/problems\">All problems</a></p>\n";
    }

    /** Titles stand in the code, beside what is compared; what is only read stands in a file. */
    private static Explanation explained(ProblemType type) {
        String name = type.path().substring("/problems/".length());
        return new Explanation(type.path(), type.title(), type.status(), WORDS.getProperty(name + ".meaning", ""),
                WORDS.getProperty(name + ".do", ""));
    }

    private static Properties words() {
        try {
            Properties words = new Properties();
            words.load(new StringReader(Pages.resource("problems.properties")));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
