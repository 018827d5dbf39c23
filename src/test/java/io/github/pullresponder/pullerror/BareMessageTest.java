package io.github.pullresponder.pullerror;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parses lines without the kubelet's text around them: they are about a pull only if an image is known. */
class BareMessageTest {
    private static final String IMAGE = "adatum.azurecr.io/shop/cart:4";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "401 Unauthorized | UNAUTHORIZED",
                "HTTP/1.1 401 Unauthorized | UNAUTHORIZED",
                "403 Forbidden | FORBIDDEN",
                "429 Too Many Requests | THROTTLED",
                "unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information. | UNAUTHORIZED",
                "denied: client with IP '20.61.4.9' is not allowed access. Refer https://aka.ms/acr/firewall to grant access. | FORBIDDEN",
                "x509: certificate signed by unknown authority | UNTRUSTED_CERTIFICATE",
                "dial tcp: lookup adatum.azurecr.io on 10.0.0.10:53: no such host | HOST_NOT_RESOLVED",
                "dial tcp 20.61.4.9:443: i/o timeout | TIMEOUT",
                "context deadline exceeded | TIMEOUT",
                "context canceled | CANCELED",
                "not found | NOT_FOUND",
                "no match for platform in manifest: not found | NO_MATCHING_PLATFORM",
                "no space left on device | NODE_DISK_FULL",
                "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required, visit https://aka.ms/acr/authorization for more information.\",\"detail\":[{\"Type\":\"repository\",\"Name\":\"shop/cart\",\"Action\":\"pull\"}]}]} | UNAUTHORIZED",
                "{\\\"errors\\\":[{\\\"code\\\":\\\"UNAUTHORIZED\\\",\\\"message\\\":\\\"authentication required\\\"}]} | UNAUTHORIZED",
                "{\"errors\": [{\"code\": \"DENIED\", \"message\": \"client with IP '20.61.4.9' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.\"}]} | FORBIDDEN",
                "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"requested access to the resource is denied\"}]} | UNAUTHORIZED",
                "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest tagged by \\\"4\\\" is not found\",\"detail\":{\"Tag\":\"4\"}}]} | NOT_FOUND",
                "{\"errors\":[{\"code\":\"NAME_UNKNOWN\",\"message\":\"repository name not known to registry\",\"detail\":{\"name\":\"volume/container\"}}]} | NOT_FOUND",
                "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\",\"detail\":[{\"Name\":\"volume/container\"}]}]} | UNAUTHORIZED",
                "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"too many requests\"}]} | THROTTLED",
            })
    void isReadWhereAnImageIsKnown(String message, Symptom symptom) {
        assertThat(PullErrorParser.parseAbout(IMAGE, message).symptom()).isEqualTo(symptom);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "401 Unauthorized",
                "unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.",
                "x509: certificate signed by unknown authority",
                "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"client with IP '20.61.4.9' is not allowed access.\"}]}",
            })
    void isNoFailedPullWhereNoneIs(String message) {
        assertThat(PullErrorParser.parse(message).symptom()).isEqualTo(Symptom.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Liveness probe failed: HTTP probe failed with statuscode: 503",
                "MountVolume.SetUp failed for volume \"data\": permission denied",
                "0/3 nodes are available: 3 Insufficient memory.",
                "it does not work",
                "404 pods were found",
            })
    void aMessageAboutOtherWorkIsNoPullError(String message) {
        assertThat(PullErrorParser.parseAbout(IMAGE, message).symptom()).isEqualTo(Symptom.NONE);
    }

    @Test
    void anErrorWithoutAHostIsOfTheImagesRegistry() {
        assertThat(PullErrorParser.parseAbout(IMAGE, "403 Forbidden").host()).contains("adatum.azurecr.io");
        assertThat(PullErrorParser.parseAbout(
                                IMAGE, "Get \"https://adatum.weu.data.azurecr.io/\": dial tcp: i/o timeout")
                        .host())
                .contains("adatum.weu.data.azurecr.io");
    }

    @Test
    void anErrorOfTheNodeHasNoHost() {
        assertThat(PullErrorParser.parseAbout(IMAGE, "no space left on device").host())
                .isEmpty();
    }
}
