using Avro;
using Avro.Generic;
using Confluent.SchemaRegistry;
using Confluent.SchemaRegistry.Serdes;

namespace Workbook;

/// <summary>Avro with a Schema Registry: the serializer registers its schema with the first record.</summary>
static class Registry
{
    const string OrderSchema = """{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "int"}]}""";

    public static async Task<Result> RunAsync(CancellationToken deadline)
    {
        using var registry = new CachedSchemaRegistryClient(new SchemaRegistryConfig { Url = Given.Text("SCHEMA_REGISTRY_URL", "") });
        await Sending.SendAsync(Sending.Config(), await OrdersAsync(registry), deadline);
        var found = Groups.ReadBack(deadline);
        var ids = await IdsAsync(registry, found);
        if (!ids.Order().SequenceEqual(Enumerable.Range(0, Given.Records)))
            throw new InvalidDataException($"read back other orders than were written: {string.Join(' ', ids)}");
        var latest = await registry.GetLatestSchemaAsync($"{Given.Topic}-value");
        return new Result(new { consumed = found.Count, schemaId = latest.Id });
    }

    static SerializationContext ValueOfTopic => new(MessageComponentType.Value, Given.Topic);

    static async Task<List<Message>> OrdersAsync(ISchemaRegistryClient registry)
    {
        var serializer = new AvroSerializer<GenericRecord>(registry);
        var schema = (RecordSchema)Avro.Schema.Parse(OrderSchema);
        var messages = new List<Message>();
        for (var id = 0; id < Given.Records; id++)
        {
            var order = new GenericRecord(schema);
            order.Add("id", id);
            messages.Add(new Message { Value = await serializer.SerializeAsync(order, ValueOfTopic) });
        }
        return messages;
    }

    static async Task<List<int>> IdsAsync(ISchemaRegistryClient registry, IEnumerable<Received> records)
    {
        var deserializer = new AvroDeserializer<GenericRecord>(registry);
        var ids = new List<int>();
        foreach (var record in records)
        {
            var order = await deserializer.DeserializeAsync(record.Message.Value, record.Message.Value is null, ValueOfTopic);
            ids.Add((int)order["id"]);
        }
        return ids;
    }
}
