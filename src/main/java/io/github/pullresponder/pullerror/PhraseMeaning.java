package io.github.pullresponder.pullerror;

/** The meaning of a phrase of the {@link PhraseTable}, a status code or a URL. */
sealed interface PhraseMeaning
        permits NamePrefixPhrase,
                SymptomPhrase,
                CredentialUsePhrase,
                ContextPhrase,
                PullStageMeaning,
                ErrorDetailPhrase,
                PullErrorUrl {}
