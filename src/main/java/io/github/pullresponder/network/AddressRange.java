package io.github.pullresponder.network;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressSeqRange;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import java.util.List;
import java.util.Optional;

/** A contiguous range of IP addresses: a single address, a CIDR block or a first and a last address. */
public final class AddressRange {
    /** Strict syntax: by default, the library also accepts {@code 443}, {@code 10.1} and {@code -} as addresses. */
    private static final IPAddressStringParameters FULLY_WRITTEN = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowPrefixOnly(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .getParentBuilder()
            .toParams();

    /** RFC 1918, and RFC 6598 for carriers; by default, Azure drops traffic to both (next hop None). */
    private static final List<AddressRange> PRIVATE = List.of(
            AddressRange.of("10.0.0.0/8"),
            AddressRange.of("172.16.0.0/12"),
            AddressRange.of("192.168.0.0/16"),
            AddressRange.of("100.64.0.0/10"));

    private final String text;
    private final IPAddressSeqRange range;

    private AddressRange(String text, IPAddressSeqRange range) {
        this.text = text;
        this.range = range;
    }

    /**
     * Parses an address, {@code address/length} or {@code first-last}.
     *
     * @throws IllegalArgumentException if the text is not a range
     */
    public static AddressRange of(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException(text + " is not a range of IP addresses"));
    }

    /** Parses an address, {@code address/length} or {@code first-last}; empty for other text, such as a service tag. */
    public static Optional<AddressRange> find(String text) {
        var dash = text.indexOf('-');
        try {
            if (dash > 0) {
                var first = address(text.substring(0, dash));
                var last = address(text.substring(dash + 1));
                return first.flatMap(from -> last.filter(to -> to.getIPVersion() == from.getIPVersion())
                        .map(to -> new AddressRange(text, from.spanWithRange(to))));
            }
            return address(text)
                    .map(address ->
                            new AddressRange(text, address.toPrefixBlock().toSequentialRange()));
        } catch (AddressStringException | IncompatibleAddressException e) {
            return Optional.empty();
        }
    }

    private static Optional<IPAddress> address(String text)
            throws AddressStringException, IncompatibleAddressException {
        return Optional.ofNullable(new IPAddressString(text.strip(), FULLY_WRITTEN).toAddress());
    }

    public boolean contains(AddressRange other) {
        return range.contains(other.range);
    }

    public boolean overlaps(AddressRange other) {
        return range.overlaps(other.range);
    }

    /** The prefix length of the smallest CIDR block that contains the range. */
    public int prefixLength() {
        return range.coverWithPrefixBlock().getNetworkPrefixLength();
    }

    public boolean isOnePublicAddress() {
        return !range.isMultiple() && !isPrivate();
    }

    public boolean isIpv6() {
        return range.getLower().isIPv6();
    }

    /** Returns true if the range contains no public address. */
    public boolean isPrivate() {
        return PRIVATE.stream().anyMatch(block -> block.contains(this));
    }

    /** Returns true if each address of this range is in at least one of the other ranges. */
    public boolean isCoveredBy(List<AddressRange> others) {
        List<IPAddressSeqRange> left = List.of(range);
        for (var other : others) {
            left = left.stream()
                    .flatMap(part -> List.of(part.subtract(other.range)).stream())
                    .toList();
        }
        return left.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange that && range.equals(that.range);
    }

    @Override
    public int hashCode() {
        return range.hashCode();
    }

    /** The ranges in their original text form. */
    public static List<String> texts(List<AddressRange> ranges) {
        return ranges.stream().map(AddressRange::toString).toList();
    }

    /** The range in its original text form. */
    @Override
    public String toString() {
        return text;
    }
}
