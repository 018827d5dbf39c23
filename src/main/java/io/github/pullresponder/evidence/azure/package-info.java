/** Answers of Azure Resource Manager and Resource Graph. */
@NullMarked
package io.github.pullresponder.evidence.azure;

import org.jspecify.annotations.NullMarked;
