package dev.messaging.cli.wiring;

import dev.messaging.core.port.Store;
import dev.messaging.dynamo.DynamoClients;
import dev.messaging.dynamo.DynamoStore;
import dev.messaging.dynamo.DynamoTables;
import dev.messaging.dynamo.TableSetting;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@code dynamodb}: AWS, or an endpoint that speaks the same language. */
final class DynamoKind implements StoreKind {
    @Override
    public String name() {
        return "dynamodb";
    }

    @Override
    public String form() {
        return "dynamodb[:ENDPOINT]";
    }

    @Override
    public Store open(StoreRequest request) {
        Optional<URI> endpoint = request.place().map(DynamoKind::endpoint);
        DynamoDbClient client = client(endpoint, request.region());
        try {
            // On this machine it is for development: nothing to be careful with, and nobody to ask.
            if (request.use() == StoreRequest.Use.BEGIN && endpoint.filter(DynamoClients::isLoopback).isPresent()) {
                DynamoTables.of(client, request.prefix()).create();
            }
            DynamoStore.Builder store = DynamoStore.over(client).closingClient().prefix(request.prefix())
                    .recovery(request.recovering()).meters(request.meters());
            return request.recoveryAfter().map(store::overdueAfter).orElse(store).open();
        } catch (RuntimeException trouble) {
            client.close();
            throw trouble;
        }
    }

    @Override
    public String createTables(StoreRequest request) {
        try (DynamoDbClient client = client(request.place().map(DynamoKind::endpoint), request.region())) {
            DynamoTables.of(client, request.prefix()).create();
            try (Store store = DynamoStore.over(client).prefix(request.prefix()).recovery(false).open()) {
                return store.location();
            }
        }
    }

    @Override
    public boolean hasTables() {
        return true;
    }

    @Override
    public TablesFound tables(StoreRequest request) {
        try (DynamoDbClient client = client(request.place().map(DynamoKind::endpoint), request.region())) {
            List<TablesFound.Setting> settings = DynamoTables.of(client, request.prefix()).settings().stream()
                    .map(setting -> new TablesFound.Setting(setting.table(), setting.name(), setting.found(),
                            setting.wanted(), judgement(setting.judgement())))
                    .toList();
            return new TablesFound(settings);
        }
    }

    private static TablesFound.Judgement judgement(TableSetting.Judgement judgement) {
        return switch (judgement) {
            case RIGHT -> TablesFound.Judgement.RIGHT;
            case ADVISED -> TablesFound.Judgement.ADVISED;
            case TO_UPGRADE -> TablesFound.Judgement.TO_UPGRADE;
            case WRONG -> TablesFound.Judgement.WRONG;
        };
    }

    @Override
    public Backup backup(StoreRequest request, Path to) {
        throw new WrongUsage("DynamoDB's tables are no file. AWS keeps their states by point-in-time recovery (\"tables"
                + " status\" tells whether it is on); \"export\" writes what is in them into files.");
    }

    @Override
    public Restored restore(StoreRequest request, Path copy, boolean replacing) {
        throw new WrongUsage(
                "DynamoDB's tables are no file. AWS restores an earlier state of theirs into new tables, by"
                        + " point-in-time recovery; \"import\" reads what \"export\" has written.");
    }

    private static DynamoDbClient client(Optional<URI> endpoint, Optional<String> region) {
        return endpoint.map(uri -> DynamoClients.at(uri, region)).orElseGet(() -> DynamoClients.inAws(region));
    }

    static URI endpoint(String place) {
        try {
            URI endpoint = new URI(place.replaceFirst("/$", ""));
            if (place.matches("https?://[^/?#@]+/?") && endpoint.getHost() != null
                    && endpoint.getPort() <= LocalDatabase.PORT_MAX && endpoint.getPort() != 0) {
                return endpoint;
            }
        } catch (URISyntaxException wrong) {
            throw new WrongUsage("An endpoint looks like http://localhost:8000: " + wrong.getMessage() + ".");
        }
        throw new WrongUsage("An endpoint looks like http://localhost:8000, not like " + place + ".");
    }
}
