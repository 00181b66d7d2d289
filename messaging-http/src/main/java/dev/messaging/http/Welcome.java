package dev.messaging.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What stands at the root: a page for people with a browser, a line of JSON for everybody else. */
final class Welcome {
    static final String VERSION = Optional.ofNullable(Welcome.class.getPackage().getImplementationVersion())
            .orElse("development");
    private static final String NAME = "messaging";

    private final RunningRequests requests;
    private final String content;

    Welcome(RunningRequests requests, List<Route> v1, List<Route> actions) {
        this.requests = requests;
        this.content = Pages.resource("welcome.html").replace("{{v1}}", rows(v1)).replace("{{actions}}", rows(actions));
    }

    record About(String name, String version, String status) {}

    void show(Call call) throws IOException {
        Context context = call.context();
        if (Pages.wanted(context)) {
            String url = context.scheme() + "://" + Optional.ofNullable(context.host()).orElse("localhost");
            Pages.show(context, "Messaging", content.replace("{{url}}", Pages.escaped(url)));
        } else {
            call.answer(new About(NAME, VERSION, requests.stopping() ? "stopping" : "ready"));
        }
    }

    private static String rows(List<Route> calls) {
        StringBuilder rows = new StringBuilder();
        for (Route call : calls) {
            rows.append("<tr><td>").append(call.method()).append("</td><td><code>").append(Pages.escaped(call.path()))
                    .append("</code></td><td>").append(Pages.escaped(call.summary())).append("</td></tr>\n");
        }
        return rows.toString();
    }
}
