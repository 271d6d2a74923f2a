package io.parley.gateway.socket;

import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.parley.contracts.Topics;
import io.parley.gateway.edge.Refusals;
import io.parley.gateway.limit.FrameLimit;
import io.parley.platform.identity.ServiceClients;
import io.parley.platform.identity.TokenVerifier;
import io.parley.platform.kafka.ParleyTopics;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import io.parley.platform.keys.DataKeys;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import reactor.netty.NettyPipeline;

@Configuration(proxyBeanMethods = false)
class SocketConfiguration {

    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 128 * 1024);

    @Bean
    MessageHistory messageHistory(ServiceClients clients) {
        return clients.create(MessageHistory.class, "message");
    }

    @Bean
    Greetings greetings(ServiceClients clients) {
        return clients.create(Greetings.class, "consent");
    }

    @Bean
    Awaited awaited(ServiceClients clients) {
        return clients.create(Awaited.class, "consent");
    }

    @Bean
    Reachabilities reachabilities(ServiceClients clients) {
        return clients.create(Reachabilities.class, "presence");
    }

    @Bean
    BackFill backFill(MessageHistory history, DataKeys keys, FactFrames frames, SocketProperties limits) {
        return new BackFill(history, keys, frames, limits.backFills());
    }

    @Bean
    Surroundings surroundings(
            Sessions sessions, BackFill gaps, SocketProperties limits, SocketMetrics metrics, Clock clock) {
        return new Surroundings(sessions, gaps, limits, metrics, clock);
    }

    @Bean
    SessionHandler.Host sessionHost(Surroundings around, FrameDispatch dispatch, SessionEvents events) {
        return new SessionHandler.Host(around, dispatch, events, new LoopQueues());
    }

    @Bean
    Admission admission(
            TokenVerifier tokens,
            Refusals refusals,
            TopicTail deliveryTail,
            SessionHandler.Host host,
            FrameLimit frames) {
        return new Admission(
                tokens,
                refusals,
                deliveryTail::caughtUp,
                host.around().limits(),
                admitted -> new SessionHandler.Door(admitted, host, frames.bucket()));
    }

    /// Puts the upgrade in front of Reactor's handlers on the one public port.
    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> socketOnThePublicPort(Admission admission) {
        var upgrade = new SocketUpgrade(request -> new Handshake(request, admission));
        return factory -> factory.addServerCustomizers(server -> server.childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .doOnChannelInit((observer, channel, address) ->
                        channel.pipeline().addAfter(NettyPipeline.HttpCodec, "parley.upgrade", upgrade)));
    }

    @Bean
    TopicTail deliveryTail(TopicTails tails, Deliveries deliveries) {
        return tails.fromEnd(List.of(Topics.MESSAGE_ACCEPTED, Topics.MESSAGE_REJECTED), deliveries::handle);
    }

    @Bean
    TopicTail archiveStateTail(TopicTails tails, Notifications notifications) {
        return tails.fromEnd(List.of(Topics.CONVERSATION_ARCHIVE_STATE), notifications::archiveStates);
    }

    @Bean
    TopicTail nudgeTail(TopicTails tails, Nudges nudges) {
        return tails.fromEnd(List.of(Topics.NUDGE), nudges::handle);
    }

    @Bean
    TopicTail presenceTail(TopicTails tails, PresenceNews news) {
        return tails.fromEnd(List.of(Topics.PRESENCE_CHANGED), news::handle);
    }

    @Bean
    TopicTail receiptTail(TopicTails tails, Receipts receipts) {
        return tails.fromEnd(List.of(Topics.RECEIPT_NEWS), receipts::handle);
    }

    @Bean
    TopicTail purgeTail(TopicTails tails, PurgeNews news) {
        return tails.fromEnd(List.of(Topics.MESSAGE_PURGED), news::handle);
    }

    /// Of message-service, declared here as well, as the next one.
    @Bean
    KafkaAdmin.NewTopics purgedTopics(ParleyTopics topics) {
        return topics.of(Topics.MESSAGE_PURGED);
    }

    /// Of message-service, declared here as well: the tail must not wait for that service's first start.
    @Bean
    KafkaAdmin.NewTopics receiptNewsTopics(ParleyTopics topics) {
        return topics.of(Topics.RECEIPT_NEWS);
    }

    @Bean
    KafkaAdmin.NewTopics receiptTopics(ParleyTopics topics) {
        return topics.of(Topics.RECEIPT);
    }

    @Bean
    KafkaAdmin.NewTopics sessionTopics(ParleyTopics topics) {
        return topics.of(Topics.SESSION_CHANGED);
    }
}
