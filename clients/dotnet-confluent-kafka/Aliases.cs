// Keys and values are bytes, or null: the programs of this folder compare them byte for byte.
global using Confluent.Kafka;
global using Message = Confluent.Kafka.Message<byte[]?, byte[]?>;
global using Producer = Confluent.Kafka.IProducer<byte[]?, byte[]?>;
global using Received = Confluent.Kafka.ConsumeResult<byte[]?, byte[]?>;
global using Report = Confluent.Kafka.DeliveryResult<byte[]?, byte[]?>;
