// What notebooks import as `#notebook`. Every function also works where there is no notebook: `node notebooks/x.ts`
// prints tables where a notebook draws.
export { connection } from './connection.ts';
export { uniqueTopic, uniqueGroup } from './unique-topic.ts';
export { display, mermaid } from './display.ts';
export { table } from './table.ts';
export { chart, type ChartSpec } from './chart.ts';
export { bars, dots, ranges, spans } from './charts.ts';
export {
  newestBench,
  newestMatrix,
  type BenchFound,
  type BenchTurn,
  type MatrixCell,
  type MatrixFound,
} from './results.ts';
export { removeTopics } from './remove-topics.ts';
export { deleteGroups } from './delete-groups.ts';
export { retriable } from './retriable.ts';
export { rudeServer, type RudeServer } from './rude-server.ts';
export { progress, type Progress } from './progress.ts';
export { timed, median, type Timed } from './timed.ts';
export { onShutdown, closedAtEnd } from './at-end.ts';
export { readValues } from './read-values.ts';
export { watchTopic, type ObservedRecord } from './watch-topic.ts';
export { watchGroup, type GroupSeen, type PartitionOfGroup } from './watch-group.ts';
export type { LiveView } from './live-view.ts';
export { eventually } from '../testkit/eventually.ts';
export { openFrontDoor, openSideDoor } from './doors.ts';
export type { WireTap, TappedConnection, TappedRequest } from '../lab/door/wire-tap.ts';
export { silentServer, deadAddress, unknownAddress, type SilentServer } from '../lab/door/silent-server.ts';
