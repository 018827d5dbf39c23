/** Reports on pulls and on the preflight, in every format. */
@NullMarked
package io.github.pullresponder.report;

import org.jspecify.annotations.NullMarked;
