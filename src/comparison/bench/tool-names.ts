// The field's own tools by name, apart from what runs them: whoever shows a result need not load that.

export const producerPerfTest = 'kafka-producer-perf-test';
export const consumerPerfTest = 'kafka-consumer-perf-test';
export const rdkafkaPerformance = 'rdkafka_performance';
