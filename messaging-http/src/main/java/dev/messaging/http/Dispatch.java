package dev.messaging.http;

import dev.messaging.core.model.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Brings requests to the routes of the table, with what has to happen before and after each. */
final class Dispatch {
    private final Serving serving;
    private final RunningRequests requests;

    Dispatch(Serving serving, RunningRequests requests) {
        this.serving = serving;
        this.requests = requests;
    }

    void addTo(RoutesConfig javalin, List<Route> routes) {
        for (Route route : routes) {
            javalin.addHttpHandler(route.method(), route.path(), context -> serve(route, context));
            if (route.method().equals(HandlerType.GET)) {
                javalin.addHttpHandler(HandlerType.HEAD, route.path(), context -> serve(route, context));
            }
        }
        for (String path : new TreeSet<>(routes.stream().map(Route::path).toList())) {
            String allowed = allowed(path, routes);
            javalin.addHttpHandler(HandlerType.OPTIONS, path, context -> options(context, allowed));
        }
        javalin.after(context -> Body.discardRest(context.req()));
        javalin.exception(Exception.class, Dispatch::failedOutside);
        javalin.exception(HttpResponseException.class, Dispatch::failedOutside);
    }

    /** Where no route was found, or none for the method, the path tells how to speak. */
    private static void failedOutside(Exception failure, Context context) {
        RequestId.inLog(RequestId.of(context.req()),
                () -> Answers.failed(context, Routes.dialectAt(context.path()), failure));
    }

    private static void options(Context context, String allowed) {
        context.status(204).header(Header.ALLOW, allowed);
        context.res().setContentType(null); // Javalin's default stands there, and there is no content.
    }

    private void serve(Route route, Context context) {
        context.req().setAttribute(RequestLines.ROUTE, route.name());
        RequestId.inLog(RequestId.of(context.req()), () -> serveInRoom(route, context));
    }

    /** An answer is written within the bound, so that closing waits for it. */
    private void serveInRoom(Route route, Context context) {
        if (route.priority() == Priority.EXEMPT) {
            answer(route, context, () -> {}, () -> {});
            return;
        }
        try (RunningRequests.Stay stay = requests.enter(route.priority() == Priority.CHECK, route.hasBody())) {
            answer(route, context, stay::work, stay::rest);
        } catch (ProblemException full) {
            Answers.failed(context, route.dialect(), full);
        }
    }

    private void answer(Route route, Context context, Runnable beforeWork, Runnable rest) {
        try (HeldMemory.Share held = serving.memory().share()) {
            if (route.changes()) {
                checkOrigin(context);
            }
            byte[] body = route.hasBody() ? Body.read(context.req(), serving.settings().bodyWait(), held) : new byte[0];
            Call call = new Call(context, serving, route, body, held, rest);
            serving.callLimits().admit(call);
            beforeWork.run();
            work(call);
        } catch (Exception failure) {
            Answers.failed(context, route.dialect(), failure);
        }
    }

    private static void work(Call call) {
        try {
            call.route().work().run(call);
        } catch (Refusal.TooBusy busy) {
            call.forgetAttempts();
            Answers.failed(call.context(), call.route().dialect(), busy);
        } catch (Exception failure) {
            Answers.failed(call.context(), call.route().dialect(), call.ids().inWordsOfClient(failure));
        }
    }

    private static void checkOrigin(Context context) {
        Optional<String> foreign = Intake.foreignOrigin(context.req());
        if (foreign.isPresent()) {
            throw new ProblemException(ProblemType.FOREIGN_ORIGIN,
                    "Nothing was done: the server's operator has not allowed this page's origin.");
        }
    }

    private static String allowed(String path, List<Route> routes) {
        TreeSet<String> methods = new TreeSet<>(List.of(HandlerType.OPTIONS.name()));
        for (Route route : routes) {
            if (route.path().equals(path)) {
                methods.add(route.method().name());
                if (route.method().equals(HandlerType.GET)) {
                    methods.add(HandlerType.HEAD.name());
                }
            }
        }
        return String.join(", ", methods);
    }
}
