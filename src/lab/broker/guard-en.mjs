// What the guard of a broker says, in English. In plain JavaScript, as the guard is.

export const guardText = {
  ended: 'the container ended',
  stopped: 'it was stopped from another terminal',
  notRemoved: (/** @type {number | undefined} */ status) => `Docker answered ${status} to the removal of the container`,
};
