/** The forms of a failure's message, which suites write and the page takes apart again, in English. */
export const messageText = {
  differs: (field: string, expected: string, received: string) =>
    `${field}: expected ${expected}, received ${received}.`,
  compared: (message: string, expected: string, received: string) =>
    `${message}\nExpected: ${expected}\nReceived: ${received}`,
  /** Ends a message with what usually causes it. */
  usually: (reason: string) => `\nUsually: ${reason}`,
  /** Said once a run, with its first failure. */
  readAgain: (place: string) => `\nRead again: ${place}`,
} as const;
