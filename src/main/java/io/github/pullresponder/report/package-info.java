/** Reports of a diagnosis and of the preflight, in every format. */
@NullMarked
package io.github.pullresponder.report;

import org.jspecify.annotations.NullMarked;
