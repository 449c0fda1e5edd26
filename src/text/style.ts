import { styleText } from 'node:util';

/** A style of node:util's styleText: 'green', 'bold', ['bold', 'red']. */
export type Style = Parameters<typeof styleText>[0];

/** Puts text in a style, or leaves it as it is where colours are not wanted. */
export type Paint = (style: Style, value: string) => string;

/** Styles where colours are wanted; whether the terminal has them was asked before. */
export const createPaint =
  (colour: boolean): Paint =>
  (style, value) =>
    colour ? styleText(style, value, { validateStream: false }) : value;
