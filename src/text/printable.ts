/** A name of somebody else's for a terminal: what is no letter but an order to the terminal is written out. */
export const printable = (name: string): string =>
  // oxlint-disable-next-line no-control-regex -- those are what it is about
  name.replaceAll(/[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
