using System.Text;
using System.Text.Json;
using Confluent.Kafka;

namespace Workbook.Chapter;

/// <summary>As the chapter has it. Each fault is marked; none of it is to be copied.</summary>
static class AsWritten
{
    public static async Task<int> ProduceAsync()
    {
        var config = new ProducerConfig
        {
            BootstrapServers = Watch.Brokers,
            Acks = Acks.All,
            EnableIdempotence = true,
            MessageSendMaxRetries = 3,
            CompressionType = CompressionType.Snappy,
        };
        // Fault: no error handler. Where the broker is away, only stderr says why, and the send takes five minutes to fail.
        var producer = new ProducerBuilder<string, string>(config).Build();
        await SendMessageAsync(producer, "user-12345", new UserEvent { UserId = 12345, Action = "login", Timestamp = DateTime.UtcNow });
        // Fault: the answer is not looked at; a failed send ends with code 0.
        producer.Flush(TimeSpan.FromSeconds(10));
        producer.Dispose();
        return 0;
    }

    static async Task<bool> SendMessageAsync(IProducer<string, string> producer, string key, UserEvent value)
    {
        try
        {
            var message = new Message<string, string>
            {
                Key = key,
                Value = JsonSerializer.Serialize(value),
                Headers = new Headers { { "content-type", Encoding.UTF8.GetBytes("application/json") } },
            };
            // Fault: awaited one at a time, a record a batch.
            var result = await producer.ProduceAsync(Watch.Topic, message);
            Console.WriteLine($"Delivered to {result.TopicPartitionOffset}");
            return true;
        }
        catch (ProduceException<string, string> error)
        {
            Console.WriteLine($"Delivery failed: {error.Error.Reason}");
            return false;
        }
    }

    public static async Task<int> ConsumeAsync()
    {
        var cancellation = new CancellationTokenSource();
        var consuming = Task.Run(() => ConsumeMessagesAsync(cancellation.Token));
        Console.WriteLine("Press any key to stop");
        // Fault: a key is the only way to stop it. In a service there is no terminal, and at SIGTERM nothing is closed.
        await Watch.KeyAsync();
        cancellation.Cancel();
        await consuming;
        return 0;
    }

    static async Task ConsumeMessagesAsync(CancellationToken token)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = Watch.Brokers,
            GroupId = Watch.Group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            // Fault: these two forbid the new group protocol.
            SessionTimeoutMs = 30_000,
            HeartbeatIntervalMs = 10_000,
        };
        using var consumer = new ConsumerBuilder<string, string>(config).Build();
        consumer.Subscribe(Watch.Topic);
        try
        {
            while (!token.IsCancellationRequested)
            {
                var result = consumer.Consume(token);
                await ProcessMessageAsync(result);
                // Fault: also where the work has failed, and one request for each record.
                consumer.Commit(result);
                Watch.Seen();
            }
        }
        catch (ConsumeException error)
        {
            // Fault: outside of the loop. One error, and the consumer is gone while the program stays.
            Console.WriteLine($"Consume error: {error.Error.Reason}");
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopping");
        }
        finally
        {
            consumer.Close();
        }
    }

    static async Task ProcessMessageAsync(ConsumeResult<string, string> result)
    {
        try
        {
            var userEvent = JsonSerializer.Deserialize<UserEvent>(result.Message.Value);
            Console.WriteLine($"User {userEvent!.UserId}: {userEvent.Action}");
            await Task.Delay(100);
        }
        catch (Exception error)
        {
            // Fault: whatever went wrong, the record counts as done.
            Console.WriteLine($"failed: {error.GetType().Name}");
        }
    }
}
