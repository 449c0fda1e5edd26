import { randomUUID } from 'node:crypto';
import { currentKernel, type Bundle } from './kernel.ts';

const plain = 'text/plain';

/** Shows a bundle in the notebook; elsewhere prints its plain text. */
export function show(bundle: Bundle & { [plain]: string }): void {
  const kernel = currentKernel();
  if (kernel) kernel.show(bundle);
  else console.log(bundle[plain]);
}

/** A place in the output whose content can be exchanged. */
export interface Place {
  show(bundle: Bundle & { [plain]: string }): void;
}

/** A place that shows its last content only; where there is no notebook, nothing until `end`, which prints that. */
export function openPlace(): Place & { end(): void } {
  const kernel = currentKernel();
  const id = randomUUID();
  let last = '';
  let shown = false;
  return {
    show(bundle) {
      last = bundle[plain];
      kernel?.show(bundle, id, shown);
      shown = true;
    },
    end() {
      if (!kernel && last) console.log(last);
      last = '';
    },
  };
}
