import type { styleText } from 'node:util';

/** A style of node:util's styleText: 'green', 'bold', ['bold', 'red']. */
export type Style = Parameters<typeof styleText>[0];

/** Puts text in a style, or leaves it as it is where colours are not wanted. */
export type Paint = (style: Style, value: string) => string;
