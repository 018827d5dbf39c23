package io.github.pullresponder.delivery;

import io.github.pullresponder.diagnosis.Diagnosis;

/** Where a finished diagnosis goes, besides to whoever asked for it. */
@FunctionalInterface
public interface Delivery {
    void deliver(Diagnosis diagnosis);
}
