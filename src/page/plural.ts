/** `1 test`, `2 tests`: English has two forms. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
