// Pages of a list that grows at its head: rows that moved down come again and are shown once.

export function merge<Row extends { id: string }>(shown: readonly Row[], page: readonly Row[]): Row[] {
  const known = new Set(shown.map((row) => row.id));
  return [...shown, ...page.filter((row) => !known.has(row.id))];
}
