/** Parses the commands in reports and runs them on the files of an estate. */
@NullMarked
package io.github.pullresponder.sandbox.remedy;

import org.jspecify.annotations.NullMarked;
