package dev.messaging.infra;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.core.Output;
import java.util.List;
import java.util.Optional;

/** Whom alarms reach: one address, which has to confirm once that it wants to be. */
final class Notices extends Part {
    private final Optional<Topic> topic;

    Notices(StackConfig config) {
        super("Notices", config);
        this.topic = config.alarmEmail().map(this::topic);
    }

    /** Whether anybody is told. */
    boolean anybody() {
        return topic.isPresent();
    }

    /** The actions of an alarm. */
    Output<List<String>> actions() {
        return topic.map(told -> told.arn().applyValue(List::of)).orElseGet(() -> Output.of(List.of()));
    }

    private Topic topic(String address) {
        Topic told = new Topic(config().name(), TopicArgs.builder().tags(config().tags()).build(), own());
        var unused = new TopicSubscription(config().name(),
                TopicSubscriptionArgs.builder().topic(told.arn()).protocol("email").endpoint(address).build(), own());
        return told;
    }
}
