namespace Workbook;

/// <summary>The environment's brokers, and clients for them whose errors are heard.</summary>
static class Connection
{
    static readonly string Protocol = Given.Text("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT");
    static readonly string Mechanism = Given.Text("KAFKA_SASL_MECHANISM", "PLAIN");

    static bool UsesTls => Protocol.EndsWith("SSL", StringComparison.Ordinal);
    static bool UsesSasl => Protocol.StartsWith("SASL", StringComparison.Ordinal);
    static bool UsesToken => UsesSasl && Mechanism == "OAUTHBEARER";

    /// <summary>Where the brokers are and how to get in. A new one each time: the client's configurations share what they are made from.</summary>
    public static ClientConfig Config()
    {
        var config = new ClientConfig
        {
            BootstrapServers = Given.Text("KAFKA_BOOTSTRAP_SERVERS", ""),
            ClientId = "dotnet-confluent-kafka",
        };
        // Set takes librdkafka's own words, which are the environment's: no table from one enumeration to the other.
        config.Set("security.protocol", Protocol);
        if (UsesTls && Given.Text("KAFKA_SSL_CA_FILE", "") is { Length: > 0 } file)
            config.SslCaLocation = file;
        if (UsesSasl)
            config.Set("sasl.mechanism", Mechanism);
        if (UsesSasl && !UsesToken)
        {
            config.SaslUsername = Given.Text("KAFKA_SASL_USERNAME", "");
            config.SaslPassword = Given.Text("KAFKA_SASL_PASSWORD", "");
        }
        return config;
    }

    public static Producer Producer(ProducerConfig config)
    {
        var builder = new ProducerBuilder<byte[]?, byte[]?>(config)
            .SetErrorHandler((_, error) => Trouble.Note(error))
            .SetLogHandler((_, line) => Log(line));
        if (UsesToken)
            builder.SetOAuthBearerTokenRefreshHandler((client, _) => GiveToken(client));
        return builder.Build();
    }

    public static ConsumerBuilder<byte[]?, byte[]?> Consumer(ConsumerConfig config)
    {
        var builder = new ConsumerBuilder<byte[]?, byte[]?>(config)
            .SetErrorHandler((_, error) => Trouble.Note(error))
            .SetLogHandler((_, line) => Log(line));
        return UsesToken ? builder.SetOAuthBearerTokenRefreshHandler((client, _) => GiveToken(client)) : builder;
    }

    public static IAdminClient Admin()
    {
        var builder = new AdminClientBuilder(Config())
            .SetErrorHandler((_, error) => Trouble.Note(error))
            .SetLogHandler((_, line) => Log(line));
        if (UsesToken)
            builder.SetOAuthBearerTokenRefreshHandler((client, _) => GiveToken(client));
        return builder.Build();
    }

    /// <summary>What was set beyond the connection, in librdkafka's names: also what stands behind MaxInFlight.</summary>
    public static IReadOnlyDictionary<string, object> Beyond(IEnumerable<KeyValuePair<string, string>> config)
    {
        var connection = Config().Select(setting => setting.Key).Append("group.id").ToHashSet();
        return config.Where(setting => !connection.Contains(setting.Key)).ToDictionary(setting => setting.Key, setting => AsJson(setting.Value));
    }

    // A configuration keeps text only: "True", "5".
    static object AsJson(string value) =>
        bool.TryParse(value, out var truth) ? truth : long.TryParse(value, out var number) ? number : value;

    // The end of its life is in milliseconds: seconds end in "Must supply an unexpired token".
    static void GiveToken(IClient client) =>
        client.OAuthBearerSetToken(
            Given.Text("KAFKA_OAUTH_TOKEN", ""),
            DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds(),
            Given.Text("KAFKA_SASL_USERNAME", ""));

    static void Log(LogMessage line) => Console.Error.WriteLine($"{line.Level} {line.Facility} {line.Message}");
}
