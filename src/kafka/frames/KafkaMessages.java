// Writes kafka-messages.json with Kafka's own serialiser, so that the tap's reader is held against Kafka and not against
// itself. Run it with the jars of the broker when a newer Kafka adds versions, and raise the versions in
// rewrite-answer.ts with it:
//   java -cp "<jars>/*" src/kafka/frames/KafkaMessages.java > src/kafka/frames/kafka-messages.json
// Every answer is written twice: with the brokers' addresses, and with those of the tap in their place.
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.*;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.AbstractRequest;

public class KafkaMessages {
    record Node(int id, String host, int port) {}

    static final List<Node> BROKERS =
        List.of(new Node(1, "broker-one.example", 9092), new Node(2, "::1", 9093), new Node(3, "b", 9094));
    static final List<Node> TAPS =
        List.of(new Node(1, "127.0.0.1", 41001), new Node(2, "127.0.0.1", 41002), new Node(3, "127.0.0.1", 41003));
    static final Uuid ORDERS = new Uuid(0x0123456789abcdefL, 0x1122334455667788L);

    static String hex(ByteBuffer... buffers) {
        StringBuilder text = new StringBuilder();
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            text.append(HexFormat.of().formatHex(bytes));
        }
        return text.toString();
    }

    static ByteBuffer write(ApiMessage message, short version) {
        return MessageUtil.toByteBufferAccessor(message, version).buffer();
    }

    static MetadataResponseData metadata(List<Node> nodes, int version) {
        var data = new MetadataResponseData().setControllerId(2).setClusterId("cluster");
        for (Node node : nodes) {
            var broker = new MetadataResponseData.MetadataResponseBroker().setNodeId(node.id).setHost(node.host).setPort(node.port);
            if (node.id == 2) broker.setRack("rack-a");
            data.brokers().add(broker);
        }
        var partition = new MetadataResponseData.MetadataResponsePartition().setPartitionIndex(0).setLeaderId(1)
            .setReplicaNodes(List.of(1, 2, 3)).setIsrNodes(List.of(1, 2)).setOfflineReplicas(List.of(3));
        data.topics().add(new MetadataResponseData.MetadataResponseTopic().setName("orders").setTopicId(ORDERS)
            .setPartitions(List.of(partition, partition.duplicate().setPartitionIndex(1))));
        if (version >= 12) data.topics().add(new MetadataResponseData.MetadataResponseTopic().setName(null)
            .setErrorCode((short) 100).setTopicId(new Uuid(1, 2)));
        return data;
    }

    static FindCoordinatorResponseData coordinator(List<Node> nodes, int version) {
        var data = new FindCoordinatorResponseData();
        if (version < 4) return data.setNodeId(1).setHost(nodes.get(0).host).setPort(nodes.get(0).port).setErrorMessage("NONE");
        for (Node node : nodes) data.coordinators().add(new FindCoordinatorResponseData.Coordinator().setKey("group-" + node.id)
            .setNodeId(node.id).setHost(node.host).setPort(node.port));
        data.coordinators().add(new FindCoordinatorResponseData.Coordinator().setKey("lost").setNodeId(-1).setHost("").setPort(-1)
            .setErrorCode((short) 15).setErrorMessage("not available"));
        return data;
    }

    static DescribeClusterResponseData cluster(List<Node> nodes) {
        var data = new DescribeClusterResponseData().setClusterId("cluster").setControllerId(3);
        for (Node node : nodes) data.brokers().add(new DescribeClusterResponseData.DescribeClusterBroker()
            .setBrokerId(node.id).setHost(node.host).setPort(node.port).setRack(node.id == 3 ? "rack-b" : null));
        return data;
    }

    static ProduceResponseData produced(List<Node> nodes, int version) {
        var refused = new ProduceResponseData.PartitionProduceResponse().setIndex(4).setErrorCode((short) 6).setBaseOffset(-1);
        if (version >= 8) refused.setErrorMessage("moved").setRecordErrors(List.of(
            new ProduceResponseData.BatchIndexAndErrorMessage().setBatchIndex(7).setBatchIndexErrorMessage("bad")));
        if (version >= 10) refused.setCurrentLeader(new ProduceResponseData.LeaderIdAndEpoch().setLeaderId(2).setLeaderEpoch(9));
        var data = new ProduceResponseData().setThrottleTimeMs(0);
        data.responses().add(new ProduceResponseData.TopicProduceResponse().setName("orders").setTopicId(ORDERS)
            .setPartitionResponses(List.of(new ProduceResponseData.PartitionProduceResponse().setIndex(0).setBaseOffset(42), refused)));
        if (version >= 10) for (Node node : nodes) data.nodeEndpoints().add(new ProduceResponseData.NodeEndpoint()
            .setNodeId(node.id).setHost(node.host).setPort(node.port).setRack(node.id == 1 ? "rack-c" : null));
        return data;
    }

    /** A broker of the future: every newest version is 90. With `limited`, as the tap should tell it. */
    static ApiVersionsResponseData apiVersions(boolean limited) {
        var data = new ApiVersionsResponseData().setThrottleTimeMs(0).setFinalizedFeaturesEpoch(5);
        for (ApiKeys key : ApiKeys.clientApis()) {
            int newest = switch (limited ? key : ApiKeys.HEARTBEAT) {
                case PRODUCE, METADATA -> 13;
                case FETCH -> 15;
                case FIND_COORDINATOR -> 6;
                case DESCRIBE_CLUSTER -> 2;
                default -> 90;
            };
            data.apiKeys().add(new ApiVersionsResponseData.ApiVersion().setApiKey(key.id).setMinVersion((short) 1).setMaxVersion((short) newest));
        }
        data.supportedFeatures().add(new ApiVersionsResponseData.SupportedFeatureKey().setName("group.version").setMinVersion((short) 1).setMaxVersion((short) 1));
        return data;
    }

    interface Maker { ApiMessage make(List<Node> nodes, int version); }

    static void answers(StringJoiner list, ApiKeys key, Maker maker) {
        for (short version = key.oldestVersion(); version <= key.latestVersion(); version++) {
            var header = new ResponseHeaderData();
            short headerVersion = key.responseHeaderVersion(version);
            // The tap gets an answer without its correlation id.
            ByteBuffer head = write(header, headerVersion);
            head.position(4);
            list.add("{\"api\":\"%s\",\"key\":%d,\"version\":%d,\"bytes\":\"%s\",\"rewritten\":\"%s\"}".formatted(
                key.name, key.id, version, hex(head, write(maker.make(BROKERS, version), version)),
                hex(head, write(maker.make(TAPS, version), version))));
        }
    }

    static String frame(ApiKeys key, short version, String clientId, ApiMessage body) {
        var header = new RequestHeaderData().setRequestApiKey(key.id).setRequestApiVersion(version).setCorrelationId(77).setClientId(clientId);
        return hex(write(header, key.requestHeaderVersion(version)), write(body, version));
    }

    static final SimpleRecord[] RECORDS = {
        new SimpleRecord(1L, "k1".getBytes(), new byte[100]), new SimpleRecord(2L, null, new byte[200]), new SimpleRecord(3L, "k3".getBytes(), null)};

    static MemoryRecords batch(int codec) {
        Compression[] codecs = {Compression.NONE, Compression.gzip().build(), Compression.snappy().build(), Compression.lz4().build(), Compression.zstd().build()};
        if (codec == 4) return MemoryRecords.withTransactionalRecords(codecs[codec], 4000L, (short) 3, 17, RECORDS);
        if (codec == 3) return MemoryRecords.withIdempotentRecords(codecs[codec], 5000L, (short) 2, 12, RECORDS);
        return MemoryRecords.withRecords(codecs[codec], RECORDS);
    }

    static MemoryRecords twoBatches() {
        ByteBuffer one = batch(0).buffer(), two = batch(1).buffer();
        ByteBuffer both = ByteBuffer.allocate(one.remaining() + two.remaining()).put(one.duplicate()).put(two.duplicate());
        both.flip();
        return MemoryRecords.readableRecords(both);
    }

    static void produce(StringJoiner list) {
        for (short version = 3; version <= ApiKeys.PRODUCE.latestVersion(); version++) {
            var orders = new ProduceRequestData.TopicProduceData().setName("orders").setTopicId(ORDERS);
            for (int codec = 0; codec < 5; codec++) orders.partitionData().add(new ProduceRequestData.PartitionProduceData().setIndex(codec).setRecords(batch(codec)));
            orders.partitionData().add(new ProduceRequestData.PartitionProduceData().setIndex(5).setRecords(twoBatches()));
            orders.partitionData().add(new ProduceRequestData.PartitionProduceData().setIndex(6).setRecords(null));
            var data = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000).setTransactionalId("payments");
            data.topicData().add(orders);
            list.add("{\"api\":\"Produce\",\"version\":%d,\"frame\":\"%s\"}".formatted(version, frame(ApiKeys.PRODUCE, version, "shop", data)));
        }
    }

    static void fetch(StringJoiner list) {
        for (short version = 4; version <= ApiKeys.FETCH.latestVersion(); version++) {
            var data = new FetchRequestData().setMaxWaitMs(500).setMinBytes(1024).setMaxBytes(50_000_000).setIsolationLevel((byte) (version % 2));
            list.add("{\"api\":\"Fetch\",\"version\":%d,\"frame\":\"%s\"}".formatted(version, frame(ApiKeys.FETCH, version, "shop", data)));
        }
    }

    static void joinGroup(StringJoiner list) {
        for (short version = 0; version <= ApiKeys.JOIN_GROUP.latestVersion(); version++) {
            var data = new JoinGroupRequestData().setGroupId("invoices").setSessionTimeoutMs(30_000).setMemberId("member-1").setProtocolType("consumer");
            if (version >= 1) data.setRebalanceTimeoutMs(60_000);
            list.add("{\"api\":\"JoinGroup\",\"version\":%d,\"frame\":\"%s\"}".formatted(version, frame(ApiKeys.JOIN_GROUP, version, "shop", data)));
        }
    }

    static void others(StringJoiner list) {
        for (short version = 0; version <= 4; version++) {
            var data = new ApiVersionsRequestData();
            if (version >= 3) data.setClientSoftwareName("apache-kafka-java").setClientSoftwareVersion("4.4.0");
            list.add("{\"api\":\"ApiVersions\",\"version\":%d,\"frame\":\"%s\"}".formatted(version, frame(ApiKeys.API_VERSIONS, version, "shop", data)));
        }
        list.add("{\"api\":\"Heartbeat\",\"version\":4,\"frame\":\"%s\"}".formatted(frame(ApiKeys.HEARTBEAT, (short) 4, null, new HeartbeatRequestData())));
    }

    interface Request { ApiMessage make(int version); }

    /** Requests of all versions, and the answer by which Kafka refuses each of them with an error. */
    static void refusals(StringJoiner list, ApiKeys key, Errors error, Request maker) {
        for (short version = key.oldestVersion(); version <= key.latestVersion(); version++) {
            ApiMessage body = maker.make(version);
            var request = AbstractRequest.parseRequest(key, version, new ByteBufferAccessor(write(body, version))).request;
            ByteBuffer head = write(new ResponseHeaderData(), key.responseHeaderVersion(version));
            head.position(4);
            list.add("{\"api\":\"%s\",\"version\":%d,\"error\":\"%s\",\"frame\":\"%s\",\"answer\":\"%s\"}".formatted(
                key.name, version, error.name(), frame(key, version, "shop", body),
                hex(head, write(request.getErrorResponse(0, error.exception()).data(), version))));
        }
    }

    static FetchRequestData fetchOf(int version) {
        var partitions = List.of(new FetchRequestData.FetchPartition().setPartition(3).setFetchOffset(7).setPartitionMaxBytes(1000),
            new FetchRequestData.FetchPartition().setPartition(4).setFetchOffset(8).setPartitionMaxBytes(1000));
        var data = new FetchRequestData().setMaxWaitMs(500).setMinBytes(1).setMaxBytes(1000);
        data.topics().add(new FetchRequestData.FetchTopic().setTopic("orders").setTopicId(ORDERS).setPartitions(partitions));
        return data;
    }

    static OffsetCommitRequestData commitOf(int version) {
        var partitions = List.of(new OffsetCommitRequestData.OffsetCommitRequestPartition().setPartitionIndex(3).setCommittedOffset(7).setCommittedMetadata("here"),
            new OffsetCommitRequestData.OffsetCommitRequestPartition().setPartitionIndex(4).setCommittedOffset(8).setCommittedMetadata(null));
        var data = new OffsetCommitRequestData().setGroupId("invoices").setMemberId("member-1").setGenerationIdOrMemberEpoch(5);
        if (version >= 7) data.setGroupInstanceId("one");
        data.topics().add(new OffsetCommitRequestData.OffsetCommitRequestTopic().setName("orders").setTopicId(ORDERS).setPartitions(partitions));
        return data;
    }

    /** Of one partition where Kafka answers in the order of a hash. */
    static ProduceRequestData produceOf(int version) {
        var data = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
        var partitions = List.of(new ProduceRequestData.PartitionProduceData().setIndex(3).setRecords(batch(0)),
            new ProduceRequestData.PartitionProduceData().setIndex(4).setRecords(batch(1)));
        data.topicData().add(new ProduceRequestData.TopicProduceData().setName("orders").setTopicId(ORDERS)
            .setPartitionData(partitions.subList(0, version >= 13 ? 1 : 2)));
        return data;
    }

    static StringJoiner allRefusals() {
        var list = new StringJoiner(",");
        refusals(list, ApiKeys.PRODUCE, Errors.NOT_LEADER_OR_FOLLOWER, KafkaMessages::produceOf);
        refusals(list, ApiKeys.FETCH, Errors.NOT_LEADER_OR_FOLLOWER, KafkaMessages::fetchOf);
        refusals(list, ApiKeys.OFFSET_COMMIT, Errors.REBALANCE_IN_PROGRESS, KafkaMessages::commitOf);
        refusals(list, ApiKeys.JOIN_GROUP, Errors.COORDINATOR_NOT_AVAILABLE, version -> new JoinGroupRequestData().setGroupId("invoices").setSessionTimeoutMs(30_000).setProtocolType("consumer"));
        refusals(list, ApiKeys.SYNC_GROUP, Errors.REBALANCE_IN_PROGRESS, version -> new SyncGroupRequestData().setGroupId("invoices").setMemberId("member-1"));
        refusals(list, ApiKeys.HEARTBEAT, Errors.REBALANCE_IN_PROGRESS, version -> new HeartbeatRequestData().setGroupId("invoices").setMemberId("member-1"));
        refusals(list, ApiKeys.INIT_PRODUCER_ID, Errors.COORDINATOR_LOAD_IN_PROGRESS, version -> new InitProducerIdRequestData().setTransactionalId("payments").setTransactionTimeoutMs(60_000));
        refusals(list, ApiKeys.END_TXN, Errors.PRODUCER_FENCED, version -> new EndTxnRequestData().setTransactionalId("payments").setProducerId(4000).setCommitted(true));
        return list;
    }

    public static void main(String[] args) {
        var answers = new StringJoiner(",");
        answers(answers, ApiKeys.METADATA, KafkaMessages::metadata);
        answers(answers, ApiKeys.FIND_COORDINATOR, KafkaMessages::coordinator);
        answers(answers, ApiKeys.DESCRIBE_CLUSTER, (nodes, version) -> cluster(nodes));
        answers(answers, ApiKeys.PRODUCE, KafkaMessages::produced);
        answers(answers, ApiKeys.API_VERSIONS, (nodes, version) -> apiVersions(nodes == TAPS));
        var requests = new StringJoiner(",");
        produce(requests);
        fetch(requests);
        joinGroup(requests);
        others(requests);
        var names = new StringJoiner(",");
        for (ApiKeys key : ApiKeys.values()) names.add("[%d,\"%s\"]".formatted(key.id, key.name));
        var errors = new StringJoiner(",");
        for (Errors error : Errors.values()) errors.add("[%d,\"%s\"]".formatted(error.code(), error.name()));
        var sizes = new StringJoiner(",");
        for (int codec = 0; codec < 5; codec++) sizes.add(String.valueOf(batch(codec).sizeInBytes()));
        System.out.println("{\"apis\":[" + names + "],\"errors\":[" + errors + "],\"answers\":[" + answers + "],\"refusals\":[" + allRefusals() + "],\"requests\":[" + requests + "],\"batchBytes\":[" + sizes + "]}");
    }
}
