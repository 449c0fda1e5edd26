// Where each choice of a question stood while answers were kept by position (progress of version 1). Written before any
// choice was moved, and never changed: it is read only for files of that version.
export const choicePositions: Readonly<Record<string, readonly string[]>> = {
  'connections/bootstrap-or-advertised': [
    'broker-since-what-configuration',
    'container-itself',
    'both-whichever-answers-first',
  ],
  'connections/connect-proves': ['throws-after-one-second', 'throws-when-retries-are', 'resolves-after-30-seconds'],
  'connections/retry-what': ['both-for-as-long', 'you-limited-number-times', 'neither-error-at-start'],
  'connections/shared-kafka-object': ['1-kafka-object-shared', 'twenty', '2-one-for-metadata'],
  'producers/null-as-text': ['tombstone', 'value-four-letters', 'nothing-send-throws'],
  'producers/one-refused': ['other-29', 'those-came-before', 'none-30'],
  'producers/all-means': ['3-all-means-all', '2-majority', '1-unless-topic-asks'],
  'producers/await-all-kafkajs': ['handful-as-with-confluent', '1-000', '3-one-for-each'],
  'consumers/fourth-member': ['four-share-three-partitions', 'one-four-has-nothing', 'broker-refuses-fourth-member'],
  'consumers/from-beginning-again': ['all-records-once-more', 'nothing-until-new-record', 'records-last-day'],
  'consumers/crash-between': ['lost', 'comes-again-work-done', 'kafka-notices-was-worked'],
  'consumers/catch-and-log': ['they-come-again-because', 'they-are-committed-nobody', 'consumer-stops'],
  'consumers/restart-cheaply': ['longer-session-timeout', 'leave-group-cleanly-others', 'kill-quickly-less-time'],
  'configuration/silent-setting': ['records-are-compressed-or', 'nothing-before-you-have', 'typescript-has-checked'],
  'configuration/linger-zero': ['each-send-returns-up', 'larger-batches', 'nothing-linger-begins-when'],
  'configuration/gzip-one-by-one': ['zstd-place-gzip', 'orders-gathered-into-batches', 'shorter-names-fields'],
  'configuration/seconds-or-milliseconds': [
    'error-at-start-because',
    'sends-take-five-seconds',
    'records-stand-there-several',
  ],
  'configuration/idle-fetches': ['small-maxbytesperpartition', 'short-maxwaittimeinms', 'large-minbytes'],
  'client-comparison/sent-or-arrived': ['records-per-second-broker', 'how-fast-program-can'],
  'client-comparison/style-or-client': ['two-clients', 'two-ways-write-program'],
  'client-comparison/closed-loop': ['pause-was-one-slow', 'two-seconds-are-outlier'],
  'client-comparison/power-of-two': ['yes-1-000-keys', 'no', 'yes-rule-does-not'],
};
