/** Takes the commands of the reports at their word: parses them, and carries them out on the files of an estate. */
@NullMarked
package io.github.pullresponder.sandbox.remedy;

import org.jspecify.annotations.NullMarked;
