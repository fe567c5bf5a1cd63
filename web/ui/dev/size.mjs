// Adds up what a browser downloads and fails when it is too much for the appliance to carry.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LIMIT = 250 * 1024;
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const sizes = files.map((entry) => gzipSync(readFileSync(`${entry.parentPath}/${entry.name}`)).length);
const total = sizes.reduce((sum, size) => sum + size, 0);
console.log(`${files.length} files, ${(total / 1024).toFixed(1)} KiB compressed`);
if (total > LIMIT) {
  console.error(`more than ${LIMIT / 1024} KiB`);
  process.exitCode = 1;
}
