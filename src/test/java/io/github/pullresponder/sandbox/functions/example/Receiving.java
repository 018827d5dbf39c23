package io.github.pullresponder.sandbox.functions.example;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.pullresponder.sandbox.functions.SimulatedCrash;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/** Functions of the triggers that pass a text. They record the texts, and fail or die if the text requests it. */
public final class Receiving {
    private final List<String> received = new CopyOnWriteArrayList<>();

    /** All that arrived, in order, each with the name of its function. */
    public List<String> received() {
        return List.copyOf(received);
    }

    @FunctionName("Event")
    public void event(@EventGridTrigger(name = "event") String event) {
        take("event " + event);
    }

    @FunctionName("Tick")
    public void tick(@TimerTrigger(name = "timer", schedule = "0 0 * * * *") String timer) {
        take("tick " + timer);
    }

    @FunctionName("Item")
    public void item(
            @QueueTrigger(name = "item", queueName = "items", connection = "AzureWebJobsStorage") String item,
            @BindingName("Id") String id,
            @BindingName("DequeueCount") long dequeueCount,
            @BindingName("PopReceipt") String popReceipt) {
        if (id.isEmpty() || popReceipt.isEmpty()) {
            throw new IllegalArgumentException("the message has no id or no receipt");
        }
        take("item " + item + " #" + dequeueCount);
    }

    @FunctionName("PoisonItem")
    public void poisonItem(
            @QueueTrigger(name = "item", queueName = "items-poison", connection = "AzureWebJobsStorage") String item,
            @BindingName("DequeueCount") int dequeueCount) {
        take("poison " + item.replace("fail once more", "put aside") + " #" + dequeueCount);
    }

    private void take(String text) {
        received.add(text);
        if (text.contains("die in a future")) {
            throw new CompletionException(new SimulatedCrash("in a future"));
        }
        if (text.contains("die")) {
            throw new SimulatedCrash("in a test");
        }
        if (text.contains("fail")) {
            throw new IllegalStateException("as it was told");
        }
    }
}
