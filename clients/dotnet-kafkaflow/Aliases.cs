// KafkaFlow has names that Confluent.Kafka has too: what is not said otherwise is KafkaFlow's.
global using KafkaFlow;
global using Report = Confluent.Kafka.DeliveryResult<byte[], byte[]>;
