package io.github.pullresponder.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest(name = "{0} contains {1}: {2}")
    @CsvSource({
        "10.0.1.5, 10.0.1.5, true",
        "10.0.1.5, 10.0.1.6, false",
        "10.0.0.0/16, 10.0.1.5, true",
        "10.0.0.0/16, 10.1.0.0, false",
        "10.0.0.0/16, 10.0.1.0/24, true",
        "10.0.1.0/24, 10.0.0.0/16, false",
        // An address inside a block denotes the whole block.
        "10.0.1.7/24, 10.0.1.200, true",
        "10.0.1.4-10.0.1.8, 10.0.1.8, true",
        "10.0.1.4-10.0.1.8, 10.0.1.9, false",
        "10.0.1.4 - 10.0.1.8, 10.0.1.5, true",
        // An appliance's rule may name the last address first.
        "10.0.1.8-10.0.1.4, 10.0.1.5, true",
        "' 10.0.1.0/24 ', 10.0.1.5, true",
        "0.0.0.0/0, 10.0.1.5, true",
        "fd00:db8::/32, fd00:db8::5, true",
        "fd00:db8::/32, fd00:db9::5, false",
        "::/0, 10.0.1.5, false",
        "0.0.0.0/0, fd00:db8::5, false",
    })
    void aRangeContainsTheAddressesInsideIt(String range, String other, boolean contains) {
        assertThat(AddressRange.of(range).contains(AddressRange.of(other))).isEqualTo(contains);
    }

    @ParameterizedTest(name = "{0} overlaps {1}: {2}")
    @CsvSource({
        "10.1.0.0/22, 10.1.2.0/24, true",
        "10.1.2.0/24, 10.1.0.0/22, true",
        "10.1.0.0-10.1.0.9, 10.1.0.9-10.1.0.20, true",
        "10.1.0.0/24, 10.1.1.0/24, false",
        "::/0, 10.1.1.0/24, false",
    })
    void rangesWithACommonAddressOverlap(String range, String other, boolean overlaps) {
        assertThat(AddressRange.of(range).overlaps(AddressRange.of(other))).isEqualTo(overlaps);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "10.0.*.*",
                "-",
                "10.0.0.1-",
                "-10.0.0.1",
                "10.0.0.1-fd00::1",
                "10.0.0.0/33",
                "10.0.0.256",
                "10.0.0",
                "443",
                "Internet",
                "VirtualNetwork",
                "AzureContainerRegistry.WestEurope",
                "Storage",
                "contososhop.azurecr.io",
                "rule-of-the-nodes",
            })
    void otherTextIsRejected(String text) {
        assertThat(AddressRange.find(text)).isEmpty();
        assertThatThrownBy(() -> AddressRange.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0} is covered by {1}: {2}")
    @CsvSource({
        "20.84.11.9, 20.84.11.9, true",
        "20.84.11.8/30, 20.84.11.0/24, true",
        "20.84.11.8/30, 20.84.11.8/31 20.84.11.10 20.84.11.11, true",
        "20.84.11.8/30, 20.84.11.8/31 20.84.11.11, false",
        "20.84.11.8-20.84.11.20, 20.84.11.0/28 20.84.11.16/28, true",
        "20.84.11.9, '', false",
        "20.84.11.9, fd00::/8, false",
        "20.84.11.9, fd00::/8 20.84.11.9, true",
        "fd00::9, 20.84.11.9 fd00::/8, true",
    })
    void severalBlocksCanCoverARange(String range, String others, boolean covered) {
        List<AddressRange> blocks = Stream.of(others.split(" "))
                .filter(part -> !part.isEmpty())
                .map(AddressRange::of)
                .toList();
        assertThat(AddressRange.of(range).isCoveredBy(blocks)).isEqualTo(covered);
    }

    @ParameterizedTest(name = "{0} is private: {1}")
    @CsvSource({
        "10.4.0.0/16, true",
        "172.31.255.255, true",
        "192.168.0.0/16, true",
        "100.64.0.0/10, true",
        "172.32.0.0, false",
        "0.0.0.0/0, false",
        "10.0.0.0/7, false",
        "20.84.11.9, false",
    })
    void privateRangesContainNoPublicAddress(String range, boolean isPrivate) {
        assertThat(AddressRange.of(range).isPrivate()).isEqualTo(isPrivate);
    }

    @ParameterizedTest(name = "{0} has {1} bits")
    @CsvSource({"10.0.1.5, 32", "10.0.1.5/24, 24", "0.0.0.0/0, 0", "10.0.1.4-10.0.1.5, 31"})
    void prefixLengthIsThatOfTheSmallestContainingBlock(String range, int length) {
        assertThat(AddressRange.of(range).prefixLength()).isEqualTo(length);
    }

    @Test
    void equalRangesKeepTheirOriginalText() {
        assertThat(AddressRange.of("10.0.1.0/24"))
                .isEqualTo(AddressRange.of("10.0.1.0-10.0.1.255"))
                .hasSameHashCodeAs(AddressRange.of("10.0.1.0-10.0.1.255"))
                .isNotEqualTo(AddressRange.of("10.0.1.0/25"))
                .hasToString("10.0.1.0/24");
    }
}
