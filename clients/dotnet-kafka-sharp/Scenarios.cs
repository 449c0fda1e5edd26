using Kafka.Public;

namespace Workbook;

/// <summary>Runs one scenario; the token ends a little before the caller's patience.</summary>
delegate Task<Result> Scenario(CancellationToken deadline);

/// <summary>Every scenario and feature of ../README.md, by its words.</summary>
static class Scenarios
{
    const string Tag = "https://github.com/criteo/kafka-sharp/blob/1.4.3/kafka-sharp/kafka-sharp";
    const string Requests = $"{Tag}/Protocol/Basics.cs#L61-L79"; // all requests that it knows
    const string Join = $"{Tag}/Protocol/ConsumerGroupRequests.cs#L88-L108";

    public static readonly IReadOnlyDictionary<string, Scenario> All = new Dictionary<string, Scenario>
    {
        ["produce"] = Events.ProduceAsync,
        ["consume"] = Events.ConsumeAsync,
        ["write"] = Cases.WriteAsync,
        ["read"] = Cases.ReadAsync,
        ["partitions"] = Writing.PartitionsAsync,
        ["bench-produce"] = At(BenchProduce.Run),
        ["bench-consume"] = BenchConsume.RunAsync,
        ["latency"] = Latency.RunAsync,
        ["feature connect"] = Writing.ConnectAsync,
        ["feature producer"] = Writing.With(_ => { }),
        ["feature consumer-group"] = Groups.ReadAllAsync,
        ["feature static-membership"] = NotOffered(Join),
        ["feature cooperative"] = NotOffered(Join),
        ["feature kip-848"] = NotOffered(Requests),
        ["feature share-group"] = NotOffered(Requests),
        ["feature idempotence"] = NotOffered($"{Tag}/Protocol/RecordBatch.cs#L30"),
        ["feature transactions"] = NotOffered($"{Tag}/Protocol/ProduceRequest.cs#L19"),
        ["feature linger"] = Writing.With(configuration => configuration.ProduceBufferingTime = TimeSpan.FromMilliseconds(50)),
        ["feature gzip"] = Writing.AndBack(CompressionCodec.Gzip),
        ["feature snappy"] = Writing.AndBack(CompressionCodec.Snappy),
        ["feature lz4"] = Writing.AndBack(CompressionCodec.Lz4),
        ["feature zstd"] = NotOffered($"{Tag}/Public/Configuration.cs#L9-L15"),
        ["feature tls"] = NotOffered($"{Tag}/Network/Connection.cs#L124-L132"),
        ["feature sasl-plain"] = NotOffered(Requests),
        ["feature sasl-scram"] = NotOffered(Requests),
        ["feature sasl-oauthbearer"] = NotOffered(Requests),
        ["feature schema-registry"] = NotOffered($"{Tag}/Public/Serialization.cs"),
        ["feature admin-topics"] = NotOffered(Requests),
        ["feature admin-configs"] = NotOffered(Requests),
        ["feature admin-groups"] = NotOffered(Requests),
        ["feature admin-acls"] = NotOffered(Requests),
        ["feature headers"] = At(Writing.Headers),
    };

    static Scenario At(Func<CancellationToken, Result> run) => deadline => Task.FromResult(run(deadline));

    static Scenario NotOffered(string source) => _ => throw new NotOfferedException(source);
}
