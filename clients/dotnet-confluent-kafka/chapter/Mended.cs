using System.Runtime.InteropServices;
using System.Text.Json;
using Confluent.Kafka;

namespace Workbook.Chapter;

/// <summary>The same programs without the faults.</summary>
static class Mended
{
    public static async Task<int> ProduceAsync()
    {
        var config = new ProducerConfig { BootstrapServers = Watch.Brokers, Acks = Acks.All, EnableIdempotence = true, MessageTimeoutMs = 30_000 };
        using var producer = new ProducerBuilder<string, string>(config)
            .SetErrorHandler((_, error) => Console.Error.WriteLine(error.Reason))
            .Build();
        var value = JsonSerializer.Serialize(new UserEvent { UserId = 12345, Action = "login", Timestamp = DateTime.UtcNow });
        var message = new Message<string, string> { Key = "user-12345", Value = value, Headers = [new Header("content-type", "application/json"u8.ToArray())] };
        try
        {
            var result = await producer.ProduceAsync(Watch.Topic, message);
            Console.WriteLine($"Delivered to {result.TopicPartitionOffset}");
            return 0;
        }
        catch (ProduceException<string, string> error)
        {
            Console.Error.WriteLine($"Delivery failed: {error.Error.Reason}");
            return 1;
        }
    }

    public static Task<int> ConsumeAsync()
    {
        using var stop = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var config = new ConsumerConfig
        {
            BootstrapServers = Watch.Brokers,
            GroupId = Watch.Group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
        };
        using var consumer = new ConsumerBuilder<string, string>(config)
            .SetErrorHandler((_, error) => Console.Error.WriteLine(error.Reason))
            .Build();
        consumer.Subscribe(Watch.Topic);
        try
        {
            return Task.FromResult(ReadUntil(stop.Token, consumer));
        }
        finally
        {
            consumer.Close(); // leaves the group, whatever ended the loop
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true; // else the runtime ends the program when this returns
            stop.Cancel();
        }
    }

    static int ReadUntil(CancellationToken stop, IConsumer<string, string> consumer)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var result = consumer.Consume(stop);
                Handle(result);
                consumer.Commit(result);
                Watch.Seen();
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (KafkaException error) when (!error.Error.IsFatal) // of Consume, and of Commit after a rebalance
            {
                Console.Error.WriteLine($"Kafka error, going on: {error.Error.Reason}");
            }
            catch (InvalidDataException error)
            {
                // Not committed: somebody has to look at it, or a program that sets such records aside.
                Console.Error.WriteLine(error.Message);
                return 1;
            }
        }
        return 0;
    }

    static void Handle(ConsumeResult<string, string> result)
    {
        try
        {
            var userEvent = JsonSerializer.Deserialize<UserEvent>(result.Message.Value) ?? throw new JsonException("it is null");
            Console.WriteLine($"User {userEvent.UserId}: {userEvent.Action}");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"not an event at {result.TopicPartitionOffset}: {error.Message}");
        }
    }
}
