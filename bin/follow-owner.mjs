// @ts-check
// Loaded into the process that bootstrap.mjs hands over to: when the owner is gone (also by kill -9), the command ends as if asked to.
import { endAsAsked } from './end-as-asked.mjs';

if (process.channel) {
  process.on('disconnect', endAsAsked);
  process.channel.unref();
  // Packages that find a channel believe that they are somebody's worker.
  delete process.send;
}
