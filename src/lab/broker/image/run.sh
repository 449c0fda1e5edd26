#!/bin/bash
# What the container runs. The same contract as Kafka's own image: KAFKA_* variables make the settings, CLUSTER_ID the
# cluster, /mnt/shared/config may hold files that win over the defaults.
set -e
export CLUSTER_ID="${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}"
export CLASSPATH
CLASSPATH="$(cat /opt/kafka/class-path)"

# Missing where it is being made: the JVM then says so, and goes on.
cache=(-XX:AOTCache=/opt/kafka/kafka.aot -Xlog:disable -Xlog:all=error:stderr)
[ -e /opt/kafka/kafka.aot ] || cache=()
quiet=(--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Dorg.slf4j.simpleLogger.defaultLogLevel=warn)

java "${cache[@]}" "${quiet[@]}" -XX:TieredStopAtLevel=1 kafka.docker.KafkaDockerWrapper setup \
  --default-configs-dir /etc/kafka/docker --mounted-configs-dir /mnt/shared/config --final-configs-dir /opt/kafka/config

# shellcheck disable=SC2086 -- these hold several options each
exec java ${KAFKA_HEAP_OPTS:--Xmx256m} ${KAFKA_JVM_PERFORMANCE_OPTS} ${KAFKA_OPTS} "${cache[@]}" "${quiet[@]}" \
  -Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info kafka.Kafka /opt/kafka/config/server.properties
