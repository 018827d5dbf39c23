package io.github.pullresponder.pull;

/** What a phrase of the {@link Vocabulary}, a status code or a URL contributes to reading a message. */
sealed interface Meaning permits Anchor, Clue, CredentialsWord, Frame, Phase, Url {}
