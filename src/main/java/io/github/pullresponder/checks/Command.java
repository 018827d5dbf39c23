package io.github.pullresponder.checks;

import io.github.pullresponder.evidence.ResourceId;
import java.util.regex.Pattern;

/** A command line that can be pasted into a shell: every value is quoted if it needs to be. */
record Command(String line) {
    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    static Command az(String... words) {
        return new Command("az " + String.join(" ", words));
    }

    /** One that runs on a node, in its own file system. */
    static Command onNode(String node, String words) {
        return new Command("kubectl debug")
                .and("node/" + node)
                .and("--stdin --tty --profile=sysadmin --image=mcr.microsoft.com/azurelinux/busybox:1.36")
                .and("-- chroot /host " + words);
    }

    /** One about a resource in a group of a subscription. */
    static Command on(ResourceId resource, String... words) {
        return az(words)
                .with("--resource-group", resource.resourceGroup())
                .with("--subscription", resource.subscription());
    }

    Command with(String option, String value) {
        return new Command(line + " " + option + " " + quoted(value));
    }

    /** Adds words that need no quotes: a flag, or names that are valid in Kubernetes or Azure. */
    Command and(String words) {
        return new Command(line + " " + words);
    }

    /** POSIX quoting: nothing between single quotes is special, except the quote itself. Names hold no control characters. */
    static String quoted(String value) {
        var printable = value.replaceAll("\\p{Cntrl}", "");
        return NEEDS_NO_QUOTES.matcher(printable).matches() ? printable : "'" + printable.replace("'", "'\\''") + "'";
    }
}
