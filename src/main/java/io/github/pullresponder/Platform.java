package io.github.pullresponder;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import io.github.pullresponder.delivery.Delivery;
import java.time.Clock;

/** What the responder takes from outside: how it talks, who it is, what time it is, and where its reports go. */
public record Platform(HttpClient http, TokenCredential credential, Clock clock, Delivery delivery) {}
