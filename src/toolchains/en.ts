/** What is said of programs that are built, in English. */
export const words = {
  builtByAnother: (name: string, pid: number) => `${name}: another workbook (process ${pid}) builds it; waiting`,
  doesNotBuild: (reason: string) => `does not build: ${reason}`,
} as const;
