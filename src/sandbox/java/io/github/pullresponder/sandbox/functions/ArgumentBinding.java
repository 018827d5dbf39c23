package io.github.pullresponder.sandbox.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Optional;

/**
 * Fills one kind of function parameter. To support another kind of trigger or binding, add an implementation to
 * {@link #KNOWN}.
 */
interface ArgumentBinding {
    List<ArgumentBinding> KNOWN =
            List.of(new HttpRequest(), new TriggerText(), new RouteValue(), new InvocationContext());

    boolean fits(Parameter parameter);

    /** The argument; null where the real host passes null. */
    Object argument(Parameter parameter, ChannelDelivery delivery, ExecutionContext context);

    /** The binding of a parameter. */
    static ArgumentBinding of(Parameter parameter) {
        return KNOWN.stream()
                .filter(binding -> binding.fits(parameter))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No binding is known for parameter " + parameter
                        + " of " + parameter.getDeclaringExecutable()));
    }

    /** Binds {@code @HttpTrigger}: a request whose body is text or optional text, or only the text. */
    record HttpRequest() implements ArgumentBinding {
        @Override
        public boolean fits(Parameter parameter) {
            return parameter.isAnnotationPresent(HttpTrigger.class);
        }

        @Override
        public Object argument(Parameter parameter, ChannelDelivery delivery, ExecutionContext context) {
            String text = delivery.body().isEmpty() ? null : delivery.body();
            if (parameter.getType() != HttpRequestMessage.class) {
                return text;
            }
            boolean optional = parameter.getParameterizedType() instanceof ParameterizedType type
                    && type.getActualTypeArguments()[0].getTypeName().startsWith(Optional.class.getName());
            return optional
                    ? new HostedRequest<>(delivery, Optional.ofNullable(text))
                    : new HostedRequest<>(delivery, text);
        }
    }

    /** Binds triggers that pass one text: an event, a queue message or a timer's state. */
    record TriggerText() implements ArgumentBinding {
        @Override
        public boolean fits(Parameter parameter) {
            return parameter.isAnnotationPresent(EventGridTrigger.class)
                    || parameter.isAnnotationPresent(QueueTrigger.class)
                    || parameter.isAnnotationPresent(TimerTrigger.class);
        }

        @Override
        public Object argument(Parameter parameter, ChannelDelivery delivery, ExecutionContext context) {
            return delivery.body();
        }
    }

    /** Binds {@code @BindingName}: a route parameter or other data of the trigger, as text or as a number. */
    record RouteValue() implements ArgumentBinding {
        @Override
        public boolean fits(Parameter parameter) {
            return parameter.isAnnotationPresent(BindingName.class);
        }

        @Override
        public Object argument(Parameter parameter, ChannelDelivery delivery, ExecutionContext context) {
            String value = delivery.bindingData()
                    .get(parameter.getAnnotation(BindingName.class).value());
            if (parameter.getType() == long.class) {
                return Long.valueOf(value);
            }
            return parameter.getType() == int.class ? (Object) Integer.valueOf(value) : value;
        }
    }

    /** Binds the context of the invocation. */
    record InvocationContext() implements ArgumentBinding {
        @Override
        public boolean fits(Parameter parameter) {
            return parameter.getType() == ExecutionContext.class;
        }

        @Override
        public Object argument(Parameter parameter, ChannelDelivery delivery, ExecutionContext context) {
            return context;
        }
    }
}
