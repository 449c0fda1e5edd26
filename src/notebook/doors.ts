import { wireTap, type TapOptions, type WireTap } from '../lab/door/wire-tap.ts';
import { onShutdown } from './at-end.ts';
import { connection } from './connection.ts';

/**
 * A door to the cluster: clients that are told its address bootstrap through it, and go on to the addresses that the
 * brokers advertise, past the door. It notes what passes, and closes at the end of the notebook at the latest.
 * @param advertise the address that clients are told instead of a broker's own; the broker's own where not given.
 */
export async function openSideDoor(advertise: (broker: string) => string = (broker) => broker): Promise<WireTap> {
  const given = connection();
  // The door speaks TLS in the clients' place, so on a cluster with TLS they cannot go past it: it is a front door there.
  const door = await wireTap(given, given.ssl ? {} : { advertise });
  onShutdown(() => door[Symbol.asyncDispose]());
  return door;
}

/**
 * A door in front of every broker: whatever clients send passes through it and is noted.
 * @param log takes a line for each fault that was ordered and falls; they are printed where it is not given.
 */
export async function openFrontDoor({ log }: Pick<TapOptions, 'log'> = {}): Promise<WireTap> {
  const door = await wireTap(connection(), { ...(log && { log }) });
  onShutdown(() => door[Symbol.asyncDispose]());
  return door;
}
