using Avro;
using Avro.Specific;
using Confluent.SchemaRegistry;

namespace Workbook;

/// <summary>
/// What avrogen would make of the schema. KafkaFlow finds the class by the name in the schema, so the two must agree, and a
/// generic record will not do.
/// </summary>
public sealed class Order : ISpecificRecord
{
    static readonly Avro.Schema TheSchema = Avro.Schema.Parse(
        """{"type": "record", "name": "Order", "namespace": "Workbook", "fields": [{"name": "id", "type": "int"}]}""");

    public int Id { get; set; }

    public Avro.Schema Schema => TheSchema;

    public object Get(int fieldPos) => fieldPos == 0 ? Id : throw new AvroRuntimeException($"no field {fieldPos}");

    public void Put(int fieldPos, object fieldValue) =>
        Id = fieldPos == 0 ? (int)fieldValue : throw new AvroRuntimeException($"no field {fieldPos}");
}

static class Registry
{
    public static async Task<Result> RunAsync(CancellationToken deadline)
    {
        await using var producing = await Flow.ProducingAsync(producer => producer.AddMiddlewares(all => all.AddSchemaRegistryAvroSerializer()));
        foreach (var id in Enumerable.Range(0, Given.Records))
            await producing.Producer.ProduceAsync(Given.Topic, null, new Order { Id = id }).WaitAsync(deadline);
        var orders = new Orders(Given.Records);
        await using var consuming = await Flow.ConsumingAsync(consumer => Groups.Member(consumer, $"{Given.Topic}-back")
            .AddMiddlewares(all => all.AddSchemaRegistryAvroDeserializer().Add(_ => orders)));
        var ids = await orders.AllAsync(deadline);
        if (!ids.Order().SequenceEqual(Enumerable.Range(0, Given.Records)))
            throw new InvalidDataException($"read back other orders than were written: {string.Join(' ', ids)}");
        var latest = await producing.Service<ISchemaRegistryClient>().GetLatestSchemaAsync($"{Given.Topic}-value");
        return new Result(new { consumed = ids.Count, schemaId = latest.Id });
    }

    sealed class Orders(int wanted) : IMessageMiddleware
    {
        readonly List<int> ids = [];
        readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<List<int>> AllAsync(CancellationToken deadline)
        {
            await all.Task.WaitAsync(deadline);
            return ids;
        }

        public Task Invoke(IMessageContext context, MiddlewareDelegate next)
        {
            ids.Add(((Order)context.Message.Value).Id);
            if (ids.Count == wanted)
                all.TrySetResult();
            return next(context);
        }
    }
}
