package io.github.pullresponder.pullerror;

/** What a phrase of the {@link PhraseTable}, a status code or a URL contributes to reading a message. */
sealed interface PhraseMeaning
        permits PhrasePosition, PhraseMatch, CredentialsWord, MessageSection, Phase, Remark, Url {}
