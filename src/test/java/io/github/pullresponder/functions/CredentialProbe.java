package io.github.pullresponder.functions;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;

/** Prints a token of the credential that the app uses in Azure, in a JVM that has only the packaged libraries. */
public final class CredentialProbe {
    private CredentialProbe() {}

    public static void main(String[] arguments) {
        var credential = new DefaultAzureCredentialBuilder()
                .httpClient(new JdkHttpClientBuilder().build())
                .build();
        var request = new TokenRequestContext().addScopes("https://management.azure.com/.default");

        System.out.println(credential.getTokenSync(request).getToken());
        System.exit(0);
    }
}
