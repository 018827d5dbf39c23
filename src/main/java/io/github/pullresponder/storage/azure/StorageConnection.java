package io.github.pullresponder.storage.azure;

import com.azure.core.client.traits.ConnectionStringTrait;
import com.azure.core.client.traits.EndpointTrait;
import com.azure.core.client.traits.HttpTrait;
import com.azure.core.client.traits.TokenCredentialTrait;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.util.ClientOptions;
import com.azure.data.tables.TableClientBuilder;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.azure.http.SingleHostHttpPolicy;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.WorkQueue;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The connection to the storage account of the Functions host, with the host's own settings. Source: documentation,
 * "Develop Azure Functions using … identity-based connections", "Connecting to host storage with an identity".
 */
public abstract sealed class StorageConnection {
    public static final String SETTING = "AzureWebJobsStorage";

    private static final String ACCOUNT_SETTING = SETTING + "__accountName";
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");

    /** The account name of the emulator. */
    private static final String EMULATED = "devstoreaccount1";

    private static final String TABLE = "pullresponder";
    private static final String CONTAINER = "reports";
    private static final ClientOptions APPLICATION = new ClientOptions().setApplicationId("pull-responder");

    private StorageConnection() {}

    /**
     * The connection in the app settings; absent if there is none.
     *
     * @throws IllegalArgumentException if a setting is invalid; the message has its name, but not its value
     */
    public static Optional<StorageConnection> from(Map<String, String> settings) {
        var connectionString = setting(settings, SETTING);
        if (connectionString.isPresent()) {
            return connectionString.map(ByConnectionString::new);
        }
        var account = setting(settings, ACCOUNT_SETTING);
        if (account.isPresent()) {
            return account.map(ByAccountName::new);
        }
        var named = Arrays.stream(StorageService.values())
                .filter(service -> setting(settings, service.uriSetting()).isPresent())
                .count();
        return named == 0 ? Optional.empty() : Optional.of(ByServiceUris.namedIn(settings));
    }

    private static Optional<String> setting(Map<String, String> settings, String name) {
        return Optional.ofNullable(settings.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The name of the account; absent for the emulator, and for endpoints that do not show it. */
    public abstract Optional<String> accountName();

    /** The account's name, which is the first label of its endpoints unless they use a custom domain. */
    private static Optional<String> accountIn(URI blobEndpoint) {
        var labels = blobEndpoint.getHost().split("\\.", 0);
        return Optional.of(labels[0])
                .filter(name -> ACCOUNT.matcher(name).matches())
                // "Azure DNS zone endpoints" have one more label: <account>.z##.blob.storage.azure.net
                .filter(name -> labels.length > 3 && (labels[1].equals("blob") || labels[2].equals("blob")));
    }

    /**
     * Opens the parts of this account, without a request.
     *
     * @throws IllegalArgumentException if the connection string is invalid
     */
    public AppStorage open(AzureConnection azure) {
        try {
            var hosts = new EnumMap<StorageService, String>(StorageService.class);
            var queue = queue(WorkQueue.NAME, hosts, azure);
            var poison = queue(WorkQueue.NAME + WorkQueue.POISON, hosts, azure);
            var table = client(
                            new TableClientBuilder().addPolicy(staying(hosts, StorageService.TABLE)),
                            StorageService.TABLE,
                            azure)
                    .tableName(TABLE)
                    .buildClient();
            var reports = client(
                            new BlobContainerClientBuilder().addPolicy(staying(hosts, StorageService.BLOB)),
                            StorageService.BLOB,
                            azure)
                    .containerName(CONTAINER)
                    .buildClient();
            hosts.put(StorageService.QUEUE, queue.getQueueUrl());
            hosts.put(StorageService.TABLE, table.getTableEndpoint());
            hosts.put(StorageService.BLOB, reports.getBlobContainerUrl());
            return new AppStorage(
                    new AzureQueue(queue, poison), new AzureTable(table), new AzureBlobContainer(reports));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // The SDK's own message may quote the string.
            throw new IllegalArgumentException(SETTING + " is not a connection string of a storage account");
        }
    }

    /** The policy that sends the key or the token to the account only. */
    private static SingleHostHttpPolicy staying(Map<StorageService, String> hosts, StorageService service) {
        return SingleHostHttpPolicy.of(() -> Objects.requireNonNull(hosts.get(service)));
    }

    private QueueClient queue(String name, Map<StorageService, String> hosts, AzureConnection azure) {
        return client(
                        new QueueClientBuilder().addPolicy(staying(hosts, StorageService.QUEUE)),
                        StorageService.QUEUE,
                        azure)
                .queueName(name)
                // As in host.json: with another encoding, the host would treat these messages as poison.
                .messageEncoding(QueueMessageEncoding.NONE)
                .buildClient();
    }

    /**
     * Logging is off regardless of AZURE_HTTP_LOG_DETAIL_LEVEL: reports and signatures must not be printed.
     *
     * <p>The length of a body is set, unlike in the other pipelines: without it the JDK's client sends chunks, which storage rejects.
     * That client's warning about it is silenced with the SDK's log, see {@link AzureConnection}.
     */
    private <B extends HttpTrait<B> & ConnectionStringTrait<B> & EndpointTrait<B> & TokenCredentialTrait<B>> B client(
            B builder, StorageService service, AzureConnection azure) {
        builder.httpClient(azure.http())
                .retryOptions(azure.retryOptions())
                .httpLogOptions(new HttpLogOptions().setLogLevel(HttpLogDetailLevel.NONE))
                .clientOptions(APPLICATION);
        return connect(builder, service, azure);
    }

    abstract <B extends ConnectionStringTrait<B> & EndpointTrait<B> & TokenCredentialTrait<B>> B connect(
            B builder, StorageService service, AzureConnection azure);

    /** The connection by a connection string, which contains the account's key. {@code UseDevelopmentStorage=true} means Azurite. */
    static final class ByConnectionString extends StorageConnection {
        private final String secret;

        ByConnectionString(String secret) {
            this.secret = secret;
        }

        @Override
        <B extends ConnectionStringTrait<B> & EndpointTrait<B> & TokenCredentialTrait<B>> B connect(
                B builder, StorageService service, AzureConnection azure) {
            return builder.connectionString(secret);
        }

        /** The account's name, without parsing the rest, which contains the key: "Configure Azure Storage connection strings". */
        @Override
        public Optional<String> accountName() {
            return Arrays.stream(secret.split(";"))
                    .map(part -> part.split("=", 2))
                    .filter(part -> part.length == 2)
                    .flatMap(part -> switch (part[0].strip()) {
                        case "AccountName" -> Stream.of(part[1].strip());
                        case "BlobEndpoint" -> accountInEndpoint(part[1].strip()).stream();
                        default -> Stream.<String>empty();
                    })
                    .filter(name -> ACCOUNT.matcher(name).matches() && !name.equals(EMULATED))
                    .findFirst();
        }

        private static Optional<String> accountInEndpoint(String endpoint) {
            return ByServiceUris.httpsUri(endpoint).flatMap(StorageConnection::accountIn);
        }

        @Override
        public String toString() {
            return "by a connection string (hidden)";
        }
    }

    /** The connection by the app's identity, to an account of the same cloud. */
    static final class ByAccountName extends StorageConnection {
        private final String account;

        ByAccountName(String account) {
            if (!ACCOUNT.matcher(account).matches()) {
                throw new IllegalArgumentException(
                        ACCOUNT_SETTING + ": expected 3 to 24 lower-case letters and digits");
            }
            this.account = account;
        }

        @Override
        <B extends ConnectionStringTrait<B> & EndpointTrait<B> & TokenCredentialTrait<B>> B connect(
                B builder, StorageService service, AzureConnection azure) {
            return builder.endpoint(service.of(account, azure.environment()).toString())
                    .credential(azure.credential());
        }

        @Override
        public Optional<String> accountName() {
            return Optional.of(account);
        }

        @Override
        public String toString() {
            return "by identity, account " + account;
        }
    }

    /** The connection by the app's identity, to endpoints with custom names. */
    static final class ByServiceUris extends StorageConnection {
        private final Map<StorageService, URI> uris;

        private ByServiceUris(Map<StorageService, URI> uris) {
            this.uris = uris;
        }

        static ByServiceUris namedIn(Map<String, String> settings) {
            var uris = new EnumMap<StorageService, URI>(StorageService.class);
            for (var service : StorageService.values()) {
                setting(settings, service.uriSetting())
                        .flatMap(ByServiceUris::httpsUri)
                        .ifPresent(uri -> uris.put(service, uri));
            }
            List<String> unusable = Arrays.stream(StorageService.values())
                    .filter(service -> !uris.containsKey(service))
                    .map(StorageService::uriSetting)
                    .toList();
            if (!unusable.isEmpty()) {
                throw new IllegalArgumentException(
                        String.join(", ", unusable) + ": expected an https URI, like those of the other services");
            }
            return new ByServiceUris(uris);
        }

        private static Optional<URI> httpsUri(String text) {
            try {
                var uri = URI.create(text);
                return Optional.of(uri)
                        .filter(address -> "https".equals(address.getScheme()) && address.getHost() != null);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        <B extends ConnectionStringTrait<B> & EndpointTrait<B> & TokenCredentialTrait<B>> B connect(
                B builder, StorageService service, AzureConnection azure) {
            return builder.endpoint(Objects.requireNonNull(uris.get(service)).toString())
                    .credential(azure.credential());
        }

        @Override
        public Optional<String> accountName() {
            return Optional.ofNullable(uris.get(StorageService.BLOB)).flatMap(StorageConnection::accountIn);
        }

        @Override
        public String toString() {
            return "by identity, with service URIs";
        }
    }
}
