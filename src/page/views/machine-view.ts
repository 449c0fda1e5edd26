import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';

interface Dated {
  readonly date: string;
  readonly kafka: string;
  readonly machine: {
    readonly cores: number;
    readonly processor: string;
    readonly memoryGB: number;
    readonly system: string;
  };
}

/** When, where and with which Kafka a result was made, and why it is not the whole. */
export function machineView({ date, kafka, machine }: Dated, partial: string | null): Html {
  const { cores, processor, memoryGB, system } = machine;
  return html`<p class="muted">
    ${text.compare.made(date, kafka, text.compare.machine(`${cores} × ${processor}`, memoryGB, system))}
    ${partial === null ? nothing : text.compare.partial(partial)}
  </p>`;
}
