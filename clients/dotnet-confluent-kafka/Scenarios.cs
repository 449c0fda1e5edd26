namespace Workbook;

/// <summary>Runs one scenario; the token ends a little before the caller's patience.</summary>
delegate Task<Result> Scenario(CancellationToken deadline);

/// <summary>Every scenario and feature of ../README.md, by its words.</summary>
static class Scenarios
{
    public static readonly IReadOnlyDictionary<string, Scenario> All = new Dictionary<string, Scenario>
    {
        ["produce"] = Events.ProduceAsync,
        ["consume"] = At(Events.Consume),
        ["write"] = Cases.WriteAsync,
        ["read"] = At(Cases.Read),
        ["partitions"] = Partitions.ChooseAsync,
        ["bench-produce"] = BenchProduce.RunAsync,
        ["bench-consume"] = At(BenchConsume.Run),
        ["latency"] = Latency.RunAsync,
        ["feature connect"] = Admin.ConnectAsync,
        ["feature producer"] = Writing.With(config => config.Acks = Acks.All),
        ["feature consumer-group"] = At(Groups.ReadAll),
        ["feature static-membership"] = At(Groups.Holding(config => config.GroupInstanceId = Given.Text("INSTANCE_ID", "instance-1"))),
        ["feature cooperative"] = At(Groups.Holding(config => config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky)),
        ["feature kip-848"] = At(Groups.NewProtocol),
        ["feature share-group"] = NotOffered("https://github.com/confluentinc/confluent-kafka-dotnet/issues/2423"),
        ["feature idempotence"] = Writing.With(config => config.EnableIdempotence = true),
        ["feature transactions"] = Transactions.RunAsync,
        ["feature linger"] = Writing.With(config => config.LingerMs = 50),
        ["feature gzip"] = Writing.AndBack(config => config.CompressionType = CompressionType.Gzip),
        ["feature snappy"] = Writing.AndBack(config => config.CompressionType = CompressionType.Snappy),
        ["feature lz4"] = Writing.AndBack(config => config.CompressionType = CompressionType.Lz4),
        ["feature zstd"] = Writing.AndBack(config => config.CompressionType = CompressionType.Zstd),
        ["feature tls"] = Writing.AndBack(),
        ["feature sasl-plain"] = Writing.AndBack(),
        ["feature sasl-scram"] = Writing.AndBack(),
        ["feature sasl-oauthbearer"] = Writing.AndBack(),
        ["feature schema-registry"] = Registry.RunAsync,
        ["feature admin-topics"] = Admin.TopicsAsync,
        ["feature admin-configs"] = Admin.ConfigsAsync,
        ["feature admin-groups"] = Admin.GroupsAsync,
        ["feature admin-acls"] = Acls.RunAsync,
        ["feature headers"] = Writing.HeadersAsync,
    };

    // Consume blocks its thread and there is no ConsumeAsync: such a program has nothing to await.
    static Scenario At(Func<CancellationToken, Result> run) => deadline => Task.FromResult(run(deadline));

    static Scenario NotOffered(string source) => _ => throw new NotOfferedException(source);
}
