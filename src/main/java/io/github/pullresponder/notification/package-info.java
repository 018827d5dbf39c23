/** Notifications, their channels and their delivery. */
@NullMarked
package io.github.pullresponder.notification;

import org.jspecify.annotations.NullMarked;
