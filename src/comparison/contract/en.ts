/** What is said of the clients' programs, in English. */
export const words = {
  builtByAnother: (client: string, pid: number) => `${client}: another workbook (process ${pid}) builds it; waiting`,
  doesNotBuild: (reason: string) => `does not build: ${reason}`,
} as const;
