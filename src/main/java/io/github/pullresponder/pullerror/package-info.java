/** Parses the messages of failed pulls into a symptom, a stage and a host. */
@NullMarked
package io.github.pullresponder.pullerror;

import org.jspecify.annotations.NullMarked;
