using KafkaFlow.Configuration;

namespace Workbook;

/// <summary>The way into the broker, in KafkaFlow's own words for it.</summary>
static class Security
{
    static readonly string Protocol = Given.Text("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT");

    public static bool Needed => Protocol != "PLAINTEXT";

    public static void Fill(SecurityInformation security)
    {
        security.SecurityProtocol = Protocol switch
        {
            "SSL" => SecurityProtocol.Ssl,
            "SASL_PLAINTEXT" => SecurityProtocol.SaslPlaintext,
            "SASL_SSL" => SecurityProtocol.SaslSsl,
            _ => SecurityProtocol.Plaintext,
        };
        if (Protocol.EndsWith("SSL", StringComparison.Ordinal) && Given.Text("KAFKA_SSL_CA_FILE", "") is { Length: > 0 } file)
            security.SslCaLocation = file;
        if (Protocol.StartsWith("SASL", StringComparison.Ordinal))
            FillSasl(security, Given.Text("KAFKA_SASL_MECHANISM", "PLAIN"));
    }

    static void FillSasl(SecurityInformation security, string mechanism)
    {
        security.SaslMechanism = mechanism switch
        {
            "SCRAM-SHA-256" => SaslMechanism.ScramSha256,
            "SCRAM-SHA-512" => SaslMechanism.ScramSha512,
            "OAUTHBEARER" => SaslMechanism.OAuthBearer,
            _ => SaslMechanism.Plain,
        };
        var user = Given.Text("KAFKA_SASL_USERNAME", "");
        if (mechanism == "OAUTHBEARER")
        {
            // The end of its life is in milliseconds since 1970.
            security.OAuthBearerTokenRefreshHandler = authenticator => authenticator.SetToken(
                Given.Text("KAFKA_OAUTH_TOKEN", ""), DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds(), user);
            return;
        }
        security.SaslUsername = user;
        security.SaslPassword = Given.Text("KAFKA_SASL_PASSWORD", "");
    }
}
