package io.github.pullresponder.pullerror;

/** The meaning of a phrase of the {@link PhraseTable}, a status code or a URL. */
sealed interface PhraseMeaning
        permits ValueMarkerPhrase,
                SymptomPhrase,
                CredentialErrorPhrase,
                PullContextPhrase,
                RecognizedPullStage,
                ErrorDetailPhrase,
                PullErrorUrl {}
