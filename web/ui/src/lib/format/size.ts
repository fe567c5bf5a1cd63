// Sizes of files as people read them.
const UNITS = ["bytes", "KB", "MB", "GB", "TB"];
const figures = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });

export function fileSize(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return "–";
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${figures.format(value)} ${UNITS[unit]}`;
}
